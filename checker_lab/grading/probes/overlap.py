"""Is an item left alone while its last check is still in flight, and are all others checked?"""

from itertools import pairwise

from checker_lab.grading.child.clock import is_virtual, now, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.rhythm import Fault, FaultKind, Rhythm, earliest
from checker_lab.grading.sentences import Sentence, say

__all__ = ["no_overlap"]

# Seconds in virtual and in real time.
INTERVAL = (5, 0.2)
# Intervals that the slow checks take: the first one, which a gate holds, and two later ones.
HELD, LATER = 4.3, (1.4, 2.6)
# Intervals after the first slow check has ended: until its item has been checked again, and until
# the later ones have ended too.
AGAIN, PASSES_AFTER = 2.5, 9
# Checks of one item within an interval that cannot each belong to a pass of its own, in real time.
BURST = 4
# Faults that long checks may be the reason of.
COUNT: tuple[FaultKind, ...] = ("never", "ended", "missing", "made up")


def no_overlap(trial: Trial) -> None:
    """no-overlap: checks of several intervals, and one that hangs for good."""
    interval = trial.pick_interval(*INTERVAL)
    gate = Gate()
    later = [act for part in LATER for act in (Act(), Act(seconds=part * interval))]
    slow = trial.item("slow", Act(gate=gate), *later, Act())
    hanging = trial.item("hanging", Act(), Act(gate=Gate()))
    quick = trial.item("quick")
    items = [slow, quick, hanging]
    trial.begin_run(interval, items)
    trial.wait_for_check(slow, max(1.5, 2 * interval))
    started_at = trial.timeline.starts(slow.id)[0]
    wait_until(lambda: slow.calls > 1, started_at + HELD * interval - now())
    meanwhile = quick.calls
    released = trial.timeline.mark(say("the slow check may end"))
    gate.open()
    if not _fails_by_overlap(trial, items):
        wait_until(lambda: slow.calls > 1, AGAIN * interval)
        wait_until(lambda: False, interval * (PASSES_AFTER if is_virtual() else 1))
        if not _fails_by_overlap(trial, items):
            _judge(trial, interval, released, items, meanwhile)


def _fails_by_overlap(trial: Trial, items: list[Item]) -> bool:
    """Fail if two checks of one item were in flight at the same time."""
    for item in items:
        for one, other in pairwise(trial.timeline.of(item.id)):
            if one.is_in_flight_at(other.started_at):
                trial.failed(
                    "no-overlap", _say_overlap(trial, other), trial.timetable(), by_time=False
                )
                return True
    return False


def _say_overlap(trial: Trial, other: ObservedCheck) -> Sentence:
    checks = trial.timeline.of(other.item)
    previous = checks[checks.index(other) - 1]
    together = 1 + max(
        sum(one is not check and check.is_in_flight_at(one.started_at) for check in checks)
        for one in checks
    )
    return say(
        "a check of {item!r} started {after:.2f} s after the previous one, which was still in "
        "flight ({together:check|checks} of this item ran concurrently)",
        item=other.item,
        after=other.started_at - previous.started_at,
        together=together,
    )


def _judge(
    trial: Trial, interval: float, released: float, items: list[Item], meanwhile: int
) -> None:
    saw = _trouble(trial, interval, released, items, meanwhile)
    if saw is not None:
        trial.failed("no-overlap", saw, trial.timetable(), *trial.uncaught_errors())
        return
    saw = say(
        "a check of {seconds:.1f} s was not started twice, and another item was checked "
        "{meanwhile:time|times} meanwhile",
        seconds=HELD * interval,
        meanwhile=meanwhile,
    )
    trial.passed("no-overlap", saw)


def _trouble(
    trial: Trial, interval: float, released: float, items: list[Item], meanwhile: int
) -> Sentence | None:
    if is_virtual():
        rhythm = Rhythm(trial.zero, interval, now()).from_first(trial.timeline.checks)
        faults = [rhythm.fault(trial.timeline.of(item.id), item.id) for item in items]
        fault = earliest(one for one in faults if one is not None and _counts(one))
        return None if fault is None else _say_when(trial, fault)
    return _trouble_in_real_time(trial, interval, released, meanwhile)


def _counts(fault: Fault) -> bool:
    """May a long check be the reason? Only its own item is checked twice because of it."""
    return fault.kind in COUNT or (fault.kind, fault.item) == ("extra", "slow")


def _say_when(trial: Trial, fault: Fault) -> Sentence:
    """Return what is wrong, and which check was in flight then, if any."""
    in_flight = [one for one in trial.timeline.checks if one.is_in_flight_at(fault.at)]
    if not in_flight or fault.kind in ("made up", "extra"):
        return fault.saw
    return say(
        "while a check of {item!r} was in flight, {fault}", item=in_flight[0].item, fault=fault.saw
    )


def _trouble_in_real_time(
    trial: Trial, interval: float, released: float, meanwhile: int
) -> Sentence | None:
    checks = trial.timeline.of("slow")
    slow = _starts_in(checks, released, interval)
    quick = _starts_in(trial.timeline.of("quick"), released, interval)
    if len(checks) < 2:
        return say(
            "after its slow check had ended, {item!r} was not checked again within {seconds:.1f} s",
            item="slow",
            seconds=AGAIN * interval,
        )
    if meanwhile < 3:
        return say(
            "while a check of {item!r} took {seconds:.1f} s, {other!r} was checked only "
            "{meanwhile:time|times}",
            item="slow",
            seconds=HELD * interval,
            other="quick",
            meanwhile=meanwhile,
        )
    if slow >= BURST and slow > quick + 1:
        return say(
            "after its slow check had ended, {item!r} was checked {count:time|times} within one "
            "interval: it made up for the passes before",
            item="slow",
            count=slow,
        )
    return None


def _starts_in(checks: list[ObservedCheck], since: float, seconds: float) -> int:
    return sum(since <= check.started_at <= since + seconds for check in checks)
