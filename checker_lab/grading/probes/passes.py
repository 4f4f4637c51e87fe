"""Does run() come back, and do the passes come when they should, with the items that there are?"""

import threading
from statistics import median

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.calls import Call
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timeline import Check, now, wait_until

__all__ = ["adds_while_it_runs", "checks_in_parallel", "passes"]

INTERVAL = 0.2
# The part of an interval that a check works: one who sleeps an interval after it drifts by it.
BUSY = 0.4
PASSES = 5
# Parts of an interval by which the mean of the passes may be off.
TOO_SHORT, TOO_LONG = 0.8, 1.2
MANY = 20
# More threads than any checker of three items has a use for.
CROWD = 100
# What cannot be judged where no second pass comes.
NEED_PASSES = ("adds-live", "no-lost-add", "no-overlap", "recovers")


def passes(bench: Bench) -> None:
    """returns, first-pass and repeats."""
    interval = INTERVAL * bench.scale
    gate = Gate()
    work = Act(seconds=BUSY * interval)
    items = [bench.item(name, Act(gate=gate), work) for name in ("a", "b", "c")]
    run = _run(bench, interval, items)
    if run is None:
        return
    _judge_return(bench, run, gate)
    if not _judge_first_pass(bench, interval, items):
        bench.give_up("no check has begun: see first-pass")
    _judge_repeats(bench, interval, items)


def _run(bench: Bench, interval: float, items: list[Item]) -> Call | None:
    """Call run(), while the first checks cannot end; None if it does not come to that."""
    made = bench.make(interval)
    if made.trouble:
        _fail(bench, "returns", made, made.trouble)
        bench.give_up(made.trouble)
    for item in items:
        added = bench.method("add", item)
        if added.trouble:
            _fail(bench, "first-pass", added, f"{added.trouble}, before run()")
            bench.give_up(added.trouble)
    bench.zero = bench.timeline.mark("run()")
    run = bench.method("run", bound=1.0)
    bench.doing("watching the checks")
    return run


def _fail(bench: Bench, name: str, call: Call, saw: str) -> None:
    shown = [] if call.error is None else [bench.error(call.error)]
    bench.failed(name, saw, *shown, by_time=not call.has_ended)


def _judge_return(bench: Bench, run: Call, gate: Gate) -> None:
    began = bool(bench.timeline.checks)
    gate.open()
    if run.has_ended and run.error is None:
        bench.passed("returns", f"run() came back after {run.seconds * 1000:.0f} ms")
        return
    if run.error is not None:
        _fail(bench, "returns", run, run.trouble + _advice(bench, run.error))
        bench.give_up(run.trouble)
    what = "the first checks were at work" if began else "no check had begun"
    wait_until(lambda: run.has_ended, 1.0 * bench.scale)
    then = "it came back only after them" if run.has_ended else "it did not come back later either"
    saw = f"run() had not come back after {1.0 * bench.scale:.1f} s: {what}, and {then}"
    bench.failed("returns", saw + _crowd(), bench.timetable())
    if not run.has_ended:
        bench.give_up("run() does not come back")


def _advice(bench: Bench, error: BaseException) -> str:
    no_loop = isinstance(error, RuntimeError) and "no running event loop" in str(error)
    if no_loop and not bench.is_async:
        return " (a checker of asyncio is known by its `async def stop`)"
    return ""


def _crowd() -> str:
    """How many threads there are, in words, if they are so many that they may well be why."""
    threads = threading.active_count()
    return f", while {threads} threads were there" if threads > CROWD else ""


def _judge_first_pass(bench: Bench, interval: float, items: list[Item]) -> bool:
    """Has any check begun at all?"""
    ids = [item.id for item in items]
    starts = bench.timeline.starts
    wait_until(lambda: all(starts(item_id) for item_id in ids), 0.5 * interval)
    late = [item_id for item_id in ids if not starts(item_id)]
    if not late:
        last = max(starts(item_id)[0] for item_id in ids) - bench.zero
        bench.passed(
            "first-pass", f"all {len(ids)} checks had begun {last * 1000:.0f} ms after run()"
        )
        return True
    waited = now() - bench.zero
    wait_until(lambda: all(starts(item_id) for item_id in ids), 2 * interval)
    came = [item_id for item_id in late if starts(item_id)]
    first = min((starts(item_id)[0] for item_id in came), default=0.0) - bench.zero
    later = (
        f"the first came after {first:.2f} s (the interval is {interval:g} s)"
        if came
        else f"none came within {now() - bench.zero:.1f} s"
    )
    saw = f"{waited:.2f} s after run() {len(late)} of {len(ids)} checks had not begun; {later}"
    bench.failed("first-pass", saw, bench.timetable(), *bench.deaths())
    return bool(bench.timeline.checks)


def _judge_repeats(bench: Bench, interval: float, items: list[Item]) -> None:
    starts = bench.timeline.starts
    wait_until(
        lambda: all(len(starts(item.id)) > PASSES for item in items), (PASSES + 2.5) * interval
    )
    few = [item.id for item in items if len(starts(item.id)) < 3]
    if few:
        seen = len(starts(few[0]))
        saw = (
            f"{few[0]!r} was checked {seen} time{'s' * (seen != 1)} in {now() - bench.zero:.1f} s, "
            f"with an interval of {interval:g} s"
        )
        is_over = all(len(starts(item.id)) < 2 for item in items)
        blocks = NEED_PASSES if is_over else ()
        bench.failed("repeats", saw, bench.timetable(), *bench.deaths(), blocks=blocks)
        return
    period = median(_period(bench.timeline.of(item.id), interval) for item in items) / interval
    saw = f"a pass came every {period * interval:.3f} s, with an interval of {interval:g} s"
    if period > TOO_LONG:
        late = (period - 1) * interval
        saw += f": {late:.2f} s late each time, and a check works {BUSY * interval:.2f} s"
    if TOO_SHORT <= period <= TOO_LONG:
        bench.passed("repeats", saw)
    else:
        bench.failed("repeats", saw, bench.timetable())


def _period(checks: list[Check], interval: float) -> float:
    """Seconds from pass to pass; a first check that was held up for long does not count."""
    first = checks[0]
    was_held = first.ended is None or first.ended - first.began > 0.7 * interval
    kept = [check.began for check in checks[was_held:][: PASSES + 1]]
    return (kept[-1] - kept[0]) / (len(kept) - 1)


def checks_in_parallel(bench: Bench) -> None:
    """parallel: each check waits for all others to have begun."""
    interval = 0.5 * bench.scale
    gate = Gate()
    items = [bench.item(f"slow {number}", Act(gate=gate)) for number in range(1, MANY + 1)]
    bench.begin_run(interval, items)
    bench.wait_for_check(items[0], 1.5)
    bound = 1.0 * bench.scale
    wait_until(lambda: _begun(items) == MANY, bound)
    at_work = _begun(items)
    gate.open()
    wait_until(lambda: _begun(items) == MANY, 0.0 if at_work == MANY else 1.5 * interval)
    begun = _begun(items)
    if at_work == begun:
        # Items that are never checked at all are for no-lost-add.
        never = f" ({MANY - begun} were never checked)" if begun < MANY else ""
        bench.passed("parallel", f"all {begun} checks were at work at the same time{never}")
        return
    saw = (
        f"{at_work} of {begun} checks were at work at the same time, and the others did not begin "
        f"before one of these had ended (after {bound:.1f} s)"
    )
    bench.failed("parallel", saw, bench.timetable(), *bench.deaths())


def _begun(items: list[Item]) -> int:
    return sum(item.asked > 0 for item in items)


def adds_while_it_runs(bench: Bench) -> None:
    """adds-live: three items are added, one after another, between two ticks."""
    interval = INTERVAL * bench.scale
    first = bench.item("first")
    late = [bench.item(f"late {number}") for number in (1, 2, 3)]
    bench.begin_run(interval, [first])
    bench.wait_for_check(first, 1.5)
    wait_until(lambda: not bench.timeline.at_work(), interval)
    began = bench.timeline.mark("add() of three items")
    calls = [_add_alone(bench, item, interval) for item in late]
    wait_until(lambda: all(item.asked for item in late), 2.2 * interval)
    seen = now() - began
    wait_until(lambda: all(item.asked > 1 for item in late), 2.2 * interval)
    raised = [call for call in calls if call.error is not None]
    hung = [call for call in calls if not call.has_ended]
    if raised:
        _fail(bench, "adds-live", raised[0], raised[0].trouble)
    elif hung:
        _fail(bench, "adds-live", hung[0], hung[0].trouble)
    else:
        _judge_added(bench, late, began, seen)


def _add_alone(bench: Bench, item: Item, interval: float) -> Call:
    """Add it, and let nobody else add meanwhile: what comes of that is for no-lost-add."""
    call = bench.begin_method("add", item)
    wait_until(lambda: call.has_ended, 0.2 * interval)
    return call


def _judge_added(bench: Bench, late: list[Item], began: float, seen: float) -> None:
    """Were all of them checked by the next pass, and again in the one after that?"""
    in_time = [item for item in late if any(at < began + seen for at in _starts(bench, item))]
    twice = [item for item in late if item.asked > 1]
    if len(in_time) < len(late):
        others = sum(at > began for at in bench.timeline.starts("first"))
        saw = (
            f"{seen:.2f} s after add() {len(in_time)} of {len(late)} new items had been checked; "
            f"an older one was checked {others} times by the end"
        )
        bench.failed("adds-live", saw, bench.timetable(), *bench.deaths())
    elif len(twice) < len(late):
        saw = f"{len(late) - len(twice)} of {len(late)} new items were checked once, and not again"
        bench.failed("adds-live", saw, bench.timetable(), *bench.deaths())
    else:
        saw = f"all {len(late)} new items were checked within {seen:.2f} s of add(), and again"
        bench.passed("adds-live", saw)


def _starts(bench: Bench, item: Item) -> list[float]:
    return bench.timeline.starts(item.id)
