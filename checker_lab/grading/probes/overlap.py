"""Is an item left alone while its last check is still at work?"""

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timeline import Check, now, wait_until

__all__ = ["no_overlap"]

INTERVAL = 0.2
# Intervals that the slow check takes.
HELD = 4.3
# Checks of one item within an interval that nobody could call a pass each.
BURST = 4


def no_overlap(bench: Bench) -> None:
    """no-overlap: one check takes longer than four intervals."""
    interval = INTERVAL * bench.scale
    gate = Gate()
    slow, quick = bench.item("slow", Act(gate=gate), Act()), bench.item("quick")
    bench.begin_run(interval, [slow, quick])
    bench.wait_for_check(slow, 1.5)
    began = bench.timeline.starts("slow")[0]
    wait_until(lambda: slow.asked > 1, began + HELD * interval - now())
    meanwhile = quick.asked
    twice = slow.asked > 1
    released = bench.timeline.mark("the slow check may end")
    gate.open()
    if twice:
        _fail(bench, slow, released)
        return
    wait_until(lambda: slow.asked > 1, 2.5 * interval)
    again = slow.asked > 1
    wait_until(lambda: False, interval)
    _judge(bench, interval, released, again, meanwhile)


def _fail(bench: Bench, slow: Item, released: float) -> None:
    at_once = sum(check.touches(released) for check in bench.timeline.of(slow.id))
    begun = bench.timeline.starts(slow.id)
    saw = (
        f"a check began {begun[1] - begun[0]:.2f} s after the one before of the same item, which "
        f"was still at work ({max(at_once, 2)} at once)"
    )
    bench.failed("no-overlap", saw, bench.timetable(), by_time=False)


def _judge(bench: Bench, interval: float, released: float, again: bool, meanwhile: int) -> None:
    slow = _starts_in(bench.timeline.of("slow"), released, interval)
    quick = _starts_in(bench.timeline.of("quick"), released, interval)
    if not again:
        saw = (
            "when its slow check had ended, the item was not checked again in "
            f"{2.5 * interval:.1f} s"
        )
        bench.failed("no-overlap", saw, bench.timetable(), *bench.deaths())
    elif meanwhile < 3:
        saw = (
            f"while one check took {HELD * interval:.1f} s, another item was checked {meanwhile} "
            f"time{'s' * (meanwhile != 1)}: one that hangs holds up all"
        )
        bench.failed("no-overlap", saw, bench.timetable(), *bench.deaths())
    elif slow >= BURST and slow > quick + 1:
        saw = (
            f"when its slow check had ended, the item was checked {slow} times within an interval: "
            "checks had piled up"
        )
        bench.failed("no-overlap", saw, bench.timetable(), by_time=False)
    else:
        saw = f"a check of {HELD * interval:.1f} s was not started twice"
        bench.passed(
            "no-overlap", f"{saw}, and another item was checked {meanwhile} times meanwhile"
        )


def _starts_in(checks: list[Check], since: float, seconds: float) -> int:
    return sum(since <= check.began <= since + seconds for check in checks)
