"""Are items that are added during a run checked from the next pass on?"""

from dataclasses import dataclass
from itertools import pairwise

from checker_lab.grading.child.clock import is_virtual, now, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.rhythm import LATE, SLACK, SLACK_IN_REAL_TIME, Fault, Rhythm
from checker_lab.grading.sentences import Sentence, say

__all__ = ["adds_while_it_runs"]

# Seconds in virtual and in real time.
INTERVAL = (3, 0.2)
# Intervals that a slow check takes, and the part of one that each check of an older item takes.
SLOW, BUSY = 1.7, 0.3
CROWD = 20
# Intervals within which add() must return: it may wait until the next pass takes the item.
TO_RETURN = 1.2
# Passes that are watched after the last add().
PASSES = 4
# The part of an interval after a tick within which a check counts as one of that pass.
IN_TIME, IN_TIME_IN_REAL_TIME = LATE, 1.2


@dataclass(frozen=True, slots=True)
class Added:
    """An item that was added, and the call of add().

    Attributes:
        item: the item.
        call: the call.
        has_returned: had it returned in time?
    """

    item: Item
    call: TimedCall
    has_returned: bool


def adds_while_it_runs(trial: Trial) -> None:
    """adds-live: quick, slow and hanging items, and many in the middle of a pass."""
    interval = trial.pick_interval(*INTERVAL)
    older = trial.item("older", Act(seconds=BUSY * interval))
    gate = Gate()
    stuck = trial.item("stuck", Act(), Act(gate=gate))
    trial.begin_run(interval, [older, stuck])
    trial.wait_for_check(older, max(1.5, 2 * interval))
    wait_until(lambda: older.calls > 1, 1.5 * interval)
    _wait_for_a_lull(older, trial, interval)
    added = _add(trial, interval, say("between two passes"), _different_items(trial, interval))
    seen = older.calls
    wait_until(lambda: older.calls > seen, 1.5 * interval)
    crowd = [trial.item(f"one of {CROWD}: {number}") for number in range(1, CROWD + 1)]
    added += _add(trial, interval, say("during a pass"), crowd)
    wait_until(lambda: False, PASSES * interval)
    _judge(trial, interval, older, added, gate)


def _different_items(trial: Trial, interval: float) -> list[Item]:
    return [
        trial.item("quick"),
        trial.item("slow", Act(seconds=SLOW * interval)),
        trial.item("hanging", Act(gate=Gate())),
        trial.item("last"),
    ]


def _wait_for_a_lull(older: Item, trial: Trial, interval: float) -> None:
    """Wait until no check of the older item is in flight."""
    wait_until(
        lambda: all(check.ended_at is not None for check in trial.timeline.of(older.id)), interval
    )


def _add(trial: Trial, interval: float, when: Sentence, items: list[Item]) -> list[Added]:
    """Add one item after another: concurrent calls are judged by no-lost-add."""
    trial.timeline.mark(say("add() of {count:item|items} {when}", count=len(items), when=when))
    added = []
    for item in items:
        call = trial.begin_method("add", item)
        wait_until(lambda: call.has_ended, TO_RETURN * interval)  # noqa: B023 (it ends before the next)
        added.append(Added(item, call, call.has_ended))
        if call.trouble:
            break
    return added


def _judge(trial: Trial, interval: float, older: Item, added: list[Added], gate: Gate) -> None:
    for one in added:
        saw = _trouble(trial, interval, older, one)
        if saw is not None:
            if not one.call.trouble and _was_held_up(trial, interval, one.item, gate):
                _blame_the_passes(trial, one.item)
                return
            shown = [] if one.call.error is None else [trial.error(one.call.error)]
            uncaught = trial.uncaught_errors()
            trial.failed("adds-live", saw, *shown, trial.timetable(), *uncaught)
            return
    saw = say(
        "all {count:item|items} that were added during the run were checked from the next pass on",
        count=len(added),
    )
    trial.passed("adds-live", saw)
    _judge_the_passes(trial, interval, older)


def _was_held_up(trial: Trial, interval: float, item: Item, gate: Gate) -> bool:
    """Is the item checked as soon as an older check ends that has hung all the time?"""
    if not is_virtual():
        return False
    before = item.calls

    def goes_on() -> bool:
        return item.calls > before

    if wait_until(goes_on, 1.5 * interval):
        return False
    gate.open()
    return wait_until(goes_on, 1.5 * interval)


def _blame_the_passes(trial: Trial, item: Item) -> None:
    """Fail repeats: items that were there at run() would have waited, too."""
    saw = say(
        "while a check of {hung!r} hung, {item!r} was not checked; as soon as it had ended, "
        "{item!r} was",
        hung="stuck",
        item=item.id,
    )
    trial.failed("repeats", saw, trial.timetable())
    why = say("a check that hung held up the passes: see repeats")
    trial.not_reached("adds-live", why, trial.timetable())


def _judge_the_passes(trial: Trial, interval: float, older: Item) -> None:
    """Fail if add() moves the passes. If they are never right, repeats says so."""
    rhythm = Rhythm(trial.zero, interval, now())
    checks = trial.timeline.of(older.id)
    fault = rhythm.from_first(checks).fault(checks, older.id) if is_virtual() else None
    if fault is not None:
        saw = say("add() during a run moved the passes: {fault}", fault=fault.saw)
        trial.failed("adds-live", saw, trial.timetable(), unless="repeats")


def _trouble(trial: Trial, interval: float, older: Item, added: Added) -> Sentence | None:
    """Return what is wrong with how an item was added and then checked, or None."""
    item, call = added.item, added.call
    if call.error is not None:
        return say("{trouble}, for {item!r}", trouble=call.trouble, item=item.id)
    if call.ended_at is None or not added.has_returned:
        return say(
            "add() of {item!r}, during a run, had not returned after {seconds:.1f} s: what does it "
            "wait for?",
            item=item.id,
            seconds=TO_RETURN * interval,
        )
    due = _next_pass(trial, interval, older, call.ended_at)
    checks = trial.timeline.of(item.id)
    in_time = IN_TIME if is_virtual() else IN_TIME_IN_REAL_TIME
    if not checks or checks[0].started_at > due + in_time * interval:
        return _say_late(trial, item, call.ended_at, due)
    fault = _fault(trial, interval, checks)
    if fault is None or not _counts(trial, interval, older, fault):
        return None
    if not _goes_on(trial, interval, fault) and (
        trial.timeline.starts(older.id)[-1] < fault.at - interval
    ):
        return say("after add() during a run no further pass came: {fault}", fault=fault.saw)
    return say("after add() during a run, {fault}", fault=fault.saw)


def _goes_on(trial: Trial, interval: float, fault: Fault) -> bool:
    """Did any check start when the item was left out?"""
    due = fault.at - LATE * interval
    return any(check.started_at >= due for check in trial.timeline.checks)


def _counts(trial: Trial, interval: float, older: Item, fault: Fault) -> bool:
    """Was there a pass in which the item was left out?"""
    starts = trial.timeline.starts(older.id)
    if fault.kind == "ended":
        # Slow passes may not have come to it yet.
        return sum(at >= fault.at - interval for at in starts) != 1
    was_pass = any(abs(at - fault.at) <= LATE * interval for at in starts)
    return is_virtual() and fault.kind == "missing" and was_pass


def _fault(trial: Trial, interval: float, checks: list[ObservedCheck]) -> Fault | None:
    """Return what is wrong after the first check, which may come before the next pass."""
    gaps = [later.started_at - one.started_at for one, later in pairwise(checks[:2])]
    counted = checks[1:] if gaps and gaps[0] < 0.5 * interval else checks
    slack = SLACK if is_virtual() else SLACK_IN_REAL_TIME
    rhythm = Rhythm(trial.zero, interval, now(), slack, counted[0].started_at)
    return rhythm.fault(counted, counted[0].item)


def _next_pass(trial: Trial, interval: float, older: Item, moment: float) -> float:
    """Return when the next pass came after this moment, by the checks of an older item."""
    starts = trial.timeline.starts(older.id)
    following = [at for at in starts if at > moment + LATE * interval]
    return following[0] if following else moment + interval


def _say_late(trial: Trial, item: Item, added_at: float, due: float) -> Sentence:
    starts = trial.timeline.starts(item.id)
    words = {"item": item.id, "added": added_at - trial.zero, "due": due - trial.zero}
    if starts:
        return say(
            "{item!r} was added {added:.2f} s after run(), and the next pass came {due:.2f} s "
            "after run(), but its first check only {first:.2f} s after run()",
            **words,
            first=starts[0] - trial.zero,
        )
    return say(
        "{item!r} was added {added:.2f} s after run(), and the next pass came {due:.2f} s after "
        "run(), but it was not checked in {waited:.1f} s",
        **words,
        waited=now() - added_at,
    )
