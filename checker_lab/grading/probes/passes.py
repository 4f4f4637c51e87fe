"""Does run() return, and do the passes come when they should?"""

import threading
from statistics import median

from checker_lab.grading.child.clock import is_virtual, moves, now, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.rhythm import LATE, UNEVEN, Fault, Rhythm, earliest
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["keeps_time", "passes"]

# Seconds in virtual and in real time.
INTERVAL = (5, 0.2)
# The part of an interval that a check takes. Code that sleeps an interval after it drifts by that.
BUSY = 0.3
# Passes that are watched, in virtual and in real time, where waiting costs time.
PASSES, PASSES_IN_REAL_TIME = 50, 5
# The part of an interval by which the median period may be wrong in real time: a busy machine
# makes it so.
WRONG = 0.2
# The part of an interval within which the first checks must have started in real time.
FIRST = 0.5
# Passes in which even a small drift adds up, and their interval.
MANY_PASSES, OTHER_INTERVAL = 1_000, 2
# Passes between two looks at what they cost, and how often threads may move in them.
AT_A_TIME, MOST_MOVES = 5, 30_000
# More threads than any checker of three items has a use for.
CROWD = 100
# What cannot be judged if no second pass comes.
NEED_PASSES = ("adds-live", "no-lost-add", "no-overlap", "recovers")
# What else a check may return, after some passes, and the part of an interval that it then takes.
PLAIN = 10
ANSWERS = (False, None, 0, "fail", ValueError("returned, not raised"))
BUSY_PARTS = (0.0, 0.6, 0.1, 0.5)


def passes(trial: Trial) -> None:
    """returns, first-pass and repeats."""
    interval = trial.pick_interval(*INTERVAL)
    gate = Gate()
    work = Act(seconds=BUSY * interval)
    items = [trial.item(name, Act(gate=gate), work) for name in ("a", "b", "c")]
    run = _run(trial, interval, items)
    _judge_return(trial, run, gate)
    if not _judge_first_pass(trial, interval, items):
        trial.cannot_judge(say("no check has started: see first-pass"))
    # The others are judged by first-pass.
    _judge_repeats(trial, interval, [item for item in items if item.calls])


def _run(trial: Trial, interval: float, items: list[Item]) -> TimedCall:
    """Call run(), while the first checks cannot end."""
    made = trial.make(interval)
    if made.trouble:
        _fail(trial, "returns", made, made.trouble)
        trial.cannot_judge(made.trouble)
    for item in items:
        added = trial.method("add", item)
        if added.trouble:
            saw = say("{trouble}, before run()", trouble=added.trouble)
            _fail(trial, "first-pass", added, saw)
            trial.cannot_judge(added.trouble)
    trial.zero = trial.timeline.mark("run()")
    run = trial.method("run", seconds=1.0)
    trial.doing(say("watching the checks"))
    return run


def _fail(trial: Trial, name: str, call: TimedCall, saw: Sentence) -> None:
    shown = [] if call.error is None else [trial.error(call.error)]
    trial.failed(name, saw, *shown, by_time=not call.has_ended)


def _judge_return(trial: Trial, run: TimedCall, gate: Gate) -> None:
    has_checks = bool(trial.timeline.checks)
    gate.open()
    if run.has_ended and run.error is None:
        trial.passed("returns", say("run() returned after {ms:.0f} ms", ms=run.seconds * 1000))
        return
    if run.error is not None:
        saw = say("{trouble}{advice}", trouble=run.trouble, advice=_advice(trial, run.error))
        _fail(trial, "returns", run, saw)
        trial.cannot_judge(run.trouble)
    wait_until(lambda: run.has_ended, 1.0 * trial.scale)
    saw = say(
        "run() had not returned after {waited:.1f} s: {what}, and {then}{crowd}",
        waited=1.0 * trial.scale,
        what=say("the first checks were in flight") if has_checks else say("no check had started"),
        then=say("it returned only after them")
        if run.has_ended
        else say("it did not return later either"),
        crowd=_crowd(),
    )
    trial.failed("returns", saw, trial.timetable())
    if not run.has_ended:
        trial.cannot_judge(say("run() does not return"))


def _advice(trial: Trial, error: BaseException) -> Sentence:
    no_loop = isinstance(error, RuntimeError) and "no running event loop" in str(error)
    if no_loop and not trial.is_async:
        return say(" (write `async def stop` if this is a checker for asyncio)")
    return NOTHING


def _crowd() -> Sentence:
    """Return how many threads there are, if so many may well be the reason."""
    threads = threading.active_count()
    return say(", while there were {count} threads", count=threads) if threads > CROWD else NOTHING


def _judge_first_pass(trial: Trial, interval: float, items: list[Item]) -> bool:
    """Judge first-pass, and return whether any check has started at all."""
    limit = LATE * interval if is_virtual() else FIRST * interval
    wait_until(lambda: all(item.calls for item in items), trial.zero + limit - now())
    late = [item for item in items if not item.calls]
    if not late:
        last = max(_first_start(trial, item) for item in items)
        words = {"count": len(items), "ms": last * 1000}
        saw = say("all {count:check|checks} had started {ms:.0f} ms after run()", **words)
        trial.passed("first-pass", saw)
        return True
    wait_until(lambda: all(item.calls for item in items), 2 * interval)
    saw = say(
        "run() did not start the checks of {late} of {count:item|items} immediately: {later}",
        late=len(late),
        count=len(items),
        later=_when_they_came(trial, interval, late),
    )
    shown = (trial.timetable(), *trial.uncaught_errors())
    trial.failed("first-pass", saw, *shown, hint=_where_to_look(trial, late))
    return bool(trial.timeline.checks)


def _where_to_look(trial: Trial, late: list[Item]) -> Sentence:
    """Return a hint if an item is not only late but was never checked."""
    never = [item for item in late if not item.calls]
    if not never:
        return NOTHING
    if trial.timeline.checks:
        return say(
            "{item!r} was never checked and others were: follow it from add() to its check, and "
            "then one of the others. Where do their ways part?",
            item=never[0].id,
        )
    return say(
        "Follow {item!r} from add() to its check: where does add() put it, and what takes it from "
        "there?",
        item=never[0].id,
    )


def _first_start(trial: Trial, item: Item) -> float:
    """Return the seconds from run() to an item's first check."""
    return trial.timeline.starts(item.id)[0] - trial.zero


def _when_they_came(trial: Trial, interval: float, late: list[Item]) -> Sentence:
    never = [item for item in late if not item.calls]
    if never:
        return say(
            "{item!r} was not checked once in {waited:.1f} s",
            item=never[0].id,
            waited=now() - trial.zero,
        )
    last = max(late, key=lambda item: _first_start(trial, item))
    return say(
        "the first check of {item!r} started {first:.2f} s after run(), with an interval of "
        "{interval:g} s",
        item=last.id,
        first=_first_start(trial, last),
        interval=interval,
    )


def _judge_repeats(trial: Trial, interval: float, items: list[Item]) -> None:
    count = PASSES if is_virtual() else PASSES_IN_REAL_TIME
    _watch(items, count, interval)
    few = [item for item in items if item.calls < 3]
    if few:
        _fail_for_few(trial, interval, few[0], is_over=all(item.calls < 2 for item in items))
    elif is_virtual():
        _judge_exactly(trial, interval, items)
    else:
        _judge_median(trial, interval, items)


def _watch(items: list[Item], count: int, interval: float) -> None:
    """Wait for so many passes, or fewer if they cost too much: code that polls moves often."""
    end = now() + (count + 2.5) * interval
    most = moves() + MOST_MOVES
    while now() < end and min(item.calls for item in items) <= count and moves() <= most:
        seconds = min(AT_A_TIME * interval, end - now())
        wait_until(lambda: all(item.calls > count for item in items), seconds)


def _fail_for_few(trial: Trial, interval: float, item: Item, *, is_over: bool) -> None:
    saw = say(
        "{item!r} was checked {count:time|times} in {waited:.1f} s, with an interval of "
        "{interval:g} s",
        item=item.id,
        count=item.calls,
        waited=now() - trial.zero,
        interval=interval,
    )
    blocks = NEED_PASSES if is_over else ()
    trial.failed("repeats", saw, trial.timetable(), *trial.uncaught_errors(), blocks=blocks)


def _judge_exactly(trial: Trial, interval: float, items: list[Item]) -> None:
    fault = _first_fault(trial, interval, items)
    if fault is None:
        words = {"passes": min(item.calls for item in items), "interval": interval}
        saw = say("{passes:pass|passes} came, one every {interval:g} s", **words)
        trial.passed("repeats", saw)
    else:
        trial.failed("repeats", fault.saw, trial.timetable(), *trial.uncaught_errors())


def _first_fault(trial: Trial, interval: float, items: list[Item]) -> Fault | None:
    """Return what went wrong first.

    A first check that came late is judged by first-pass, and by parallel items whose checks wait
    for those of others.
    """
    rhythm = Rhythm(trial.zero, interval, now())
    checks = {item.id: trial.timeline.of(item.id) for item in items}
    faults = [rhythm.from_first(of).fault(of, item) for item, of in checks.items()]
    if None in faults:
        faults = [fault for fault in faults if fault is None or fault.kind not in UNEVEN]
    return earliest(faults)


def _judge_median(trial: Trial, interval: float, items: list[Item]) -> None:
    checks = [trial.timeline.of(item.id) for item in items]
    periods = [_period(each[: PASSES_IN_REAL_TIME + 2], interval) for each in checks]
    period = median(periods)
    words = {"period": period, "interval": interval}
    saw = say("a pass started every {period:.3f} s, with an interval of {interval:g} s", **words)
    if abs(period / interval - 1) <= WRONG:
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
    """repeats, over many passes and whatever the checks return. It only ever fails it."""
    interval = OTHER_INTERVAL
    varied = trial.item("varied", *_varied_acts(interval))
    trial.begin_run(interval, [varied])
    _watch([varied], MANY_PASSES, interval)
    # Fewer than a handful is what the short probe is about.
    if varied.calls <= PASSES_IN_REAL_TIME:
        return
    fault = _first_fault(trial, interval, [varied])
    if fault is not None:
        saw = _blame_an_answer(trial, varied, fault)
        shown = (trial.timetable(), *trial.uncaught_errors())
        trial.failed("repeats", saw, *shown)


def _varied_acts(interval: float) -> list[Act]:
    """Return acts that take turns in how long they take, and that return all kinds of things.

    The last one, which serves all later checks, takes no time.
    """
    answers = [True] * PLAIN + [one for answer in ANSWERS for one in (answer, True)]
    return [
        Act(seconds=BUSY_PARTS[number % len(BUSY_PARTS)] * interval, answer=answer)
        for number, answer in enumerate(answers)
    ] + [Act()]


def _blame_an_answer(trial: Trial, item: Item, fault: Fault) -> Sentence:
    """Return what happened, and what a check had returned shortly before if that is the reason."""
    before = [one for one in trial.timeline.of(item.id) if one.started_at < fault.at]
    answer = item.act(before[-1].number).answer if before else True
    if fault.kind not in ("missing", "ended") or answer is True:
        return fault.saw
    return say(
        "after a check of {item!r} had returned {answer}, {fault}",
        item=item.id,
        answer=repr(answer),
        fault=fault.saw,
    )
