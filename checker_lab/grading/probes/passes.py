"""Does run() return, and do the passes come when they should, with the items that there are?"""

import threading
from statistics import median

from checker_lab.grading.child.clock import is_virtual, now, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial

__all__ = ["adds_while_it_runs", "checks_in_parallel", "keeps_time", "passes"]

INTERVAL = 0.2
# The part of an interval that a check takes. Code that sleeps an interval after it drifts by that.
BUSY = 0.4
# Passes that are watched, and the part of an interval by which the median period may be wrong: in
# real time a busy machine makes it so, and waiting costs time.
PASSES, WRONG = 5, 0.2
PASSES_IN_VIRTUAL_TIME, WRONG_IN_VIRTUAL_TIME = 50, 0.005
# Passes in which even a small drift adds up, and their interval.
MANY_PASSES, LONG_INTERVAL = 1_000, 5.0
MANY = 20
# More threads than any checker of three items has a use for.
CROWD = 100
# What cannot be judged if no second pass comes.
NEED_PASSES = ("adds-live", "no-lost-add", "no-overlap", "recovers")


def passes(trial: Trial) -> None:
    """returns, first-pass and repeats."""
    interval = INTERVAL * trial.scale
    gate = Gate()
    work = Act(seconds=BUSY * interval)
    items = [trial.item(name, Act(gate=gate), work) for name in ("a", "b", "c")]
    run = _run(trial, interval, items)
    _judge_return(trial, run, gate)
    if not _judge_first_pass(trial, interval, items):
        trial.cannot_judge("no check has started: see first-pass")
    _judge_repeats(trial, interval, items)


def _run(trial: Trial, interval: float, items: list[Item]) -> TimedCall:
    """Call run(), while the first checks cannot end."""
    made = trial.make(interval)
    if made.trouble:
        _fail(trial, "returns", made, made.trouble)
        trial.cannot_judge(made.trouble)
    for item in items:
        added = trial.method("add", item)
        if added.trouble:
            _fail(trial, "first-pass", added, f"{added.trouble}, before run()")
            trial.cannot_judge(added.trouble)
    trial.zero = trial.timeline.mark("run()")
    run = trial.method("run", seconds=1.0)
    trial.doing("watching the checks")
    return run


def _fail(trial: Trial, name: str, call: TimedCall, saw: str) -> None:
    shown = [] if call.error is None else [trial.error(call.error)]
    trial.failed(name, saw, *shown, by_time=not call.has_ended)


def _judge_return(trial: Trial, run: TimedCall, gate: Gate) -> None:
    has_checks = bool(trial.timeline.checks)
    gate.open()
    if run.has_ended and run.error is None:
        trial.passed("returns", f"run() returned after {run.seconds * 1000:.0f} ms")
        return
    if run.error is not None:
        _fail(trial, "returns", run, run.trouble + _advice(trial, run.error))
        trial.cannot_judge(run.trouble)
    what = "the first checks were in flight" if has_checks else "no check had started"
    wait_until(lambda: run.has_ended, 1.0 * trial.scale)
    then = "it returned only after them" if run.has_ended else "it did not return later either"
    saw = f"run() had not returned after {1.0 * trial.scale:.1f} s: {what}, and {then}"
    trial.failed("returns", saw + _crowd(), trial.timetable())
    if not run.has_ended:
        trial.cannot_judge("run() does not return")


def _advice(trial: Trial, error: BaseException) -> str:
    no_loop = isinstance(error, RuntimeError) and "no running event loop" in str(error)
    if no_loop and not trial.is_async:
        return " (write `async def stop` if this is a checker for asyncio)"
    return ""


def _crowd() -> str:
    """Return how many threads there are, in words, if so many may well be the reason."""
    threads = threading.active_count()
    return f", while there were {threads} threads" if threads > CROWD else ""


def _judge_first_pass(trial: Trial, interval: float, items: list[Item]) -> bool:
    """Judge first-pass, and return whether any check has started at all."""
    ids = [item.id for item in items]
    starts = trial.timeline.starts
    wait_until(lambda: all(starts(item_id) for item_id in ids), 0.5 * interval)
    late = [item_id for item_id in ids if not starts(item_id)]
    if not late:
        last = max(starts(item_id)[0] for item_id in ids) - trial.zero
        trial.passed(
            "first-pass", f"all {len(ids)} checks had started {last * 1000:.0f} ms after run()"
        )
        return True
    waited = now() - trial.zero
    wait_until(lambda: all(starts(item_id) for item_id in ids), 2 * interval)
    came = [item_id for item_id in late if starts(item_id)]
    first = min((starts(item_id)[0] for item_id in came), default=0.0) - trial.zero
    later = (
        f"the first of these started after {first:.2f} s (the interval is {interval:g} s)"
        if came
        else f"none of these started within {now() - trial.zero:.1f} s"
    )
    saw = f"{waited:.2f} s after run() {len(late)} of {len(ids)} checks had not started; {later}"
    trial.failed("first-pass", saw, trial.timetable(), *trial.uncaught_errors())
    return bool(trial.timeline.checks)


def _judge_repeats(trial: Trial, interval: float, items: list[Item]) -> None:
    starts = trial.timeline.starts
    passes, wrong = (
        (PASSES_IN_VIRTUAL_TIME, WRONG_IN_VIRTUAL_TIME) if is_virtual() else (PASSES, WRONG)
    )
    wait_until(
        lambda: all(len(starts(item.id)) > passes for item in items), (passes + 2.5) * interval
    )
    few = [item.id for item in items if len(starts(item.id)) < 3]
    if few:
        count = len(starts(few[0]))
        saw = (
            f"{few[0]!r} was checked {count} time{'s' * (count != 1)} in "
            f"{now() - trial.zero:.1f} s, with an interval of {interval:g} s"
        )
        is_over = all(len(starts(item.id)) < 2 for item in items)
        blocks = NEED_PASSES if is_over else ()
        trial.failed("repeats", saw, trial.timetable(), *trial.uncaught_errors(), blocks=blocks)
        return
    checks = [trial.timeline.of(item.id) for item in items]
    period = median(_period(each[: passes + 2], interval) for each in checks) / interval
    saw = f"a pass came every {period * interval:.3f} s, with an interval of {interval:g} s"
    if period > 1 + wrong:
        late = (period - 1) * interval
        saw += f": {late:.2f} s late each time, and a check takes {BUSY * interval:.2f} s"
    if abs(period - 1) <= wrong:
        trial.passed("repeats", saw)
    else:
        trial.failed("repeats", saw, trial.timetable())


def _period(checks: list[ObservedCheck], interval: float) -> float:
    """Return the seconds from pass to pass, without a first check that was held up for long."""
    first = checks[0]
    was_held = first.ended_at is None or first.ended_at - first.started_at > 0.7 * interval
    starts = [check.started_at for check in checks[was_held:]]
    return (starts[-1] - starts[0]) / (len(starts) - 1)


def keeps_time(trial: Trial) -> None:
    """repeats, over many passes with the interval of the assignment. It only ever fails it."""
    item = trial.item("a", Act(seconds=BUSY * LONG_INTERVAL))
    trial.begin_run(LONG_INTERVAL, [item])
    wait_until(lambda: item.calls > MANY_PASSES, (MANY_PASSES + 2.5) * LONG_INTERVAL)
    starts = trial.timeline.starts("a")
    # Fewer than a handful is what the short probe is about.
    if len(starts) <= PASSES:
        return
    wrong = (starts[-1] - starts[0]) / LONG_INTERVAL - (len(starts) - 1)
    if abs(wrong) > WRONG:
        saw = (
            f"pass {len(starts)} came {abs(wrong) * LONG_INTERVAL:.1f} s too "
            f"{'late' if wrong > 0 else 'early'}, with an interval of {LONG_INTERVAL:g} s"
        )
        trial.failed("repeats", saw, trial.timetable())


def checks_in_parallel(trial: Trial) -> None:
    """parallel: no check ends before all of them have started."""
    interval = 0.5 * trial.scale
    gate = Gate()
    items = [trial.item(f"slow {number}", Act(gate=gate)) for number in range(1, MANY + 1)]
    trial.begin_run(interval, items)
    trial.wait_for_check(items[0], 1.5)
    limit = 1.0 * trial.scale
    wait_until(lambda: _started(items) == MANY, limit)
    in_flight = _started(items)
    gate.open()
    wait_until(lambda: _started(items) == MANY, 0.0 if in_flight == MANY else 1.5 * interval)
    started = _started(items)
    if in_flight == started:
        # Items that are never checked at all are judged by no-lost-add.
        never = f" ({MANY - started} were never checked)" if started < MANY else ""
        trial.passed("parallel", f"all {started} checks were in flight at the same time{never}")
        return
    saw = (
        f"{in_flight} of {started} checks were in flight at the same time, and the others did not "
        f"start before one of these had ended (after {limit:.1f} s)"
    )
    trial.failed("parallel", saw, trial.timetable(), *trial.uncaught_errors())


def _started(items: list[Item]) -> int:
    return sum(item.calls > 0 for item in items)


def adds_while_it_runs(trial: Trial) -> None:
    """adds-live: three items are added, one after another, between two ticks."""
    interval = INTERVAL * trial.scale
    first = trial.item("first")
    late = [trial.item(f"late {number}") for number in (1, 2, 3)]
    trial.begin_run(interval, [first])
    trial.wait_for_check(first, 1.5)
    wait_until(lambda: not trial.timeline.in_flight(), interval)
    added_at = trial.timeline.mark("add() of three items")
    calls = [_add_alone(trial, item, interval) for item in late]
    wait_until(lambda: all(item.calls for item in late), 2.2 * interval)
    seconds = now() - added_at
    wait_until(lambda: all(item.calls > 1 for item in late), 2.2 * interval)
    raised = [call for call in calls if call.error is not None]
    hung = [call for call in calls if not call.has_ended]
    if raised:
        _fail(trial, "adds-live", raised[0], raised[0].trouble)
    elif hung:
        _fail(trial, "adds-live", hung[0], hung[0].trouble)
    else:
        _judge_added(trial, late, added_at, seconds)


def _add_alone(trial: Trial, item: Item, interval: float) -> TimedCall:
    """Add an item while no other add() runs: concurrent ones are judged by no-lost-add."""
    call = trial.begin_method("add", item)
    wait_until(lambda: call.has_ended, 0.2 * interval)
    return call


def _judge_added(trial: Trial, late: list[Item], added_at: float, seconds: float) -> None:
    """Were all of them checked by the next pass, and again in the one after that?"""
    starts = trial.timeline.starts
    in_time = [item for item in late if any(at < added_at + seconds for at in starts(item.id))]
    twice = [item for item in late if item.calls > 1]
    if len(in_time) < len(late):
        others = sum(at > added_at for at in starts("first"))
        saw = (
            f"{seconds:.2f} s after add() {len(in_time)} of {len(late)} new items had been "
            f"checked; an older one was checked {others} times by the end"
        )
        trial.failed("adds-live", saw, trial.timetable(), *trial.uncaught_errors())
    elif len(twice) < len(late):
        saw = f"{len(late) - len(twice)} of {len(late)} new items were checked once, and not again"
        trial.failed("adds-live", saw, trial.timetable(), *trial.uncaught_errors())
    else:
        saw = f"all {len(late)} new items were checked within {seconds:.2f} s of add(), and again"
        trial.passed("adds-live", saw)
