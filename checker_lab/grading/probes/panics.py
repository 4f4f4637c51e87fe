"""What becomes of the rest, when a check raises?"""

from collections.abc import Callable

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.timeline import now, wait_until

__all__ = ["panics", "panics_by_exit"]

INTERVAL = 0.2
PASSES = 3
# The part of an interval that the other checks work.
BUSY = 0.3


def panics(bench: Bench) -> None:
    """recovers and reports-panic, for an ordinary error."""
    _try(bench, "ZeroDivisionError", "boom-7319", lambda: ZeroDivisionError("boom-7319"))


def panics_by_exit(bench: Bench) -> None:
    """recovers and reports-panic, for SystemExit, which is no Exception."""
    _try(bench, "SystemExit", "exit-4628", lambda: SystemExit("exit-4628"))


def _try(bench: Bench, kind: str, text: str, error: Callable[[], BaseException]) -> None:
    interval = INTERVAL * bench.scale
    bench.printed.kept_always.append(text)
    # The others are still at work when it raises: nothing that it ends may be theirs.
    work = Act(seconds=BUSY * interval)
    before, after = bench.item("before", work), bench.item("after", work)
    panic = bench.item("panics", Act(error=error))
    items = [before, panic, after]
    bench.begin_run(interval, items)
    # Any of them will do: the one that raises may have kept the others from being checked.
    wait_until(lambda: any(item.asked for item in items), 1.5 * bench.scale)
    if not panic.asked:
        bench.wait_for_check(panic, 1.0)
    wait_until(
        lambda: all(_done(bench, item) >= PASSES for item in items), (PASSES + 3.5) * interval
    )
    _judge_recovery(bench, kind, items)
    wait_until(lambda: _told(bench, text), 0.3 * bench.scale)
    _judge_report(bench, kind, text)


def _judge_recovery(bench: Bench, kind: str, items: list[Item]) -> None:
    before, panic, after = items
    done = {item.id: _done(bench, item) for item in items}
    counts = ", ".join(f"{item_id!r} {count}" for item_id, count in done.items())
    waited = now() - bench.zero
    ended = getattr(bench.driver, "deaths", ())
    if ended:
        saw = (
            f"{kind} in a check went through to the event loop, and ended it: no task runs any more"
        )
        bench.failed("recovers", saw, bench.timetable(), *bench.deaths(), by_time=False)
        return
    if all(count >= PASSES for count in done.values()):
        bench.passed("recovers", f"with {kind} in one check, the passes went on for all items")
        return
    others = min(done[before.id], done[after.id])
    if min(before.asked, after.asked) > others and panic.asked:
        what = "checks of other items were broken off"
    elif not others:
        what = "an item of the same pass was never checked"
    elif panic.asked >= PASSES:
        what = "other items were not checked any more"
    elif others >= PASSES:
        what = "the item that raised was not checked again"
    else:
        what = "no further pass came"
    saw = f"after {kind} in one check, {what} (whole checks in {waited:.1f} s: {counts})"
    bench.failed("recovers", saw, bench.timetable(), *bench.deaths())


def _done(bench: Bench, item: Item) -> int:
    """How many checks of an item have come to their end."""
    checks = bench.timeline.of(item.id)
    return sum(check.ended is not None and not check.how for check in checks)


def _told(bench: Bench, text: str) -> list[str]:
    return [line for line in bench.printed.texts() if text in line]


def _judge_report(bench: Bench, kind: str, text: str) -> None:
    told = _told(bench, text)
    if told:
        named = "" if any("panics" in line for line in told) else " (without the id of its item)"
        bench.passed("reports-panic", f"{kind} was printed: {told[0].strip()[:120]!r}{named}")
        return
    printed = [line for line in bench.printed.texts() if line.strip()]
    what = "nothing was printed"
    if printed:
        what = f"{len(printed)} lines were printed, and none has the error's text {text!r}"
    if bench.deaths():
        what += "; the error was left to Python"
    saw = f"a check raised {kind}({text!r}), and {what}"
    bench.failed("reports-panic", saw, bench.output(), *bench.deaths())
