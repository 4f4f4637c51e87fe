"""Is an item left alone while its last check is still in flight?"""

from checker_lab.grading.child.clock import now, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial

__all__ = ["no_overlap"]

INTERVAL = 0.2
# Intervals that the slow check takes.
HELD = 4.3
# Checks of one item within an interval that cannot each belong to a pass of its own.
BURST = 4


def no_overlap(trial: Trial) -> None:
    """no-overlap: one check takes longer than four intervals."""
    interval = INTERVAL * trial.scale
    gate = Gate()
    slow, quick = trial.item("slow", Act(gate=gate), Act()), trial.item("quick")
    trial.begin_run(interval, [slow, quick])
    trial.wait_for_check(slow, 1.5)
    started_at = trial.timeline.starts("slow")[0]
    wait_until(lambda: slow.calls > 1, started_at + HELD * interval - now())
    meanwhile = quick.calls
    overlaps = slow.calls > 1
    released = trial.timeline.mark("the slow check may end")
    gate.open()
    if overlaps:
        _fail(trial, slow, released)
        return
    wait_until(lambda: slow.calls > 1, 2.5 * interval)
    is_checked_again = slow.calls > 1
    wait_until(lambda: False, interval)
    _judge(trial, interval, released, is_checked_again, meanwhile)


def _fail(trial: Trial, slow: Item, released: float) -> None:
    together = sum(check.is_in_flight_at(released) for check in trial.timeline.of(slow.id))
    starts = trial.timeline.starts(slow.id)
    saw = (
        f"a check started {starts[1] - starts[0]:.2f} s after the previous one of the same item, "
        f"which was still in flight ({max(together, 2)} ran concurrently)"
    )
    trial.failed("no-overlap", saw, trial.timetable(), by_time=False)


def _judge(
    trial: Trial, interval: float, released: float, is_checked_again: bool, meanwhile: int
) -> None:
    slow = _starts_in(trial.timeline.of("slow"), released, interval)
    quick = _starts_in(trial.timeline.of("quick"), released, interval)
    if not is_checked_again:
        saw = (
            "after its slow check had ended, the item was not checked again within "
            f"{2.5 * interval:.1f} s"
        )
        trial.failed("no-overlap", saw, trial.timetable(), *trial.uncaught_errors())
    elif meanwhile < 3:
        saw = (
            f"while one check took {HELD * interval:.1f} s, another item was checked {meanwhile} "
            f"time{'s' * (meanwhile != 1)}: a check that hangs holds all others up"
        )
        trial.failed("no-overlap", saw, trial.timetable(), *trial.uncaught_errors())
    elif slow >= BURST and slow > quick + 1:
        saw = (
            f"after its slow check had ended, the item was checked {slow} times within one "
            "interval: checks had piled up"
        )
        trial.failed("no-overlap", saw, trial.timetable(), by_time=False)
    else:
        saw = (
            f"a check of {HELD * interval:.1f} s was not started twice, and another item was "
            f"checked {meanwhile} times meanwhile"
        )
        trial.passed("no-overlap", saw)


def _starts_in(checks: list[ObservedCheck], since: float, seconds: float) -> int:
    return sum(since <= check.started_at <= since + seconds for check in checks)
