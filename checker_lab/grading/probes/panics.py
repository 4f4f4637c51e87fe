"""What happens to the other checks and to the error when a check raises?"""

from collections.abc import Callable

from checker_lab.grading.child.clock import now, wait_until
from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.trial import Trial

__all__ = ["panics", "panics_by_exit"]

INTERVAL = 0.2
PASSES = 3
# The part of an interval that each other check takes.
BUSY = 0.3


def panics(trial: Trial) -> None:
    """recovers and reports-panic, for an ordinary error."""
    _try(trial, "ZeroDivisionError", "boom-7319", lambda: ZeroDivisionError("boom-7319"))


def panics_by_exit(trial: Trial) -> None:
    """recovers and reports-panic, for SystemExit, which is not an Exception."""
    _try(trial, "SystemExit", "exit-4628", lambda: SystemExit("exit-4628"))


def _try(trial: Trial, kind: str, text: str, error: Callable[[], BaseException]) -> None:
    interval = INTERVAL * trial.scale
    trial.output.kept_always.append(text)
    # The others are still in flight when it raises, so the error may not end any of them.
    work = Act(seconds=BUSY * interval)
    before, after = trial.item("before", work), trial.item("after", work)
    panic = trial.item("panics", Act(error=error))
    items = [before, panic, after]
    trial.begin_run(interval, items)
    # The one that raises may keep the others from being checked, so any of them will do.
    wait_until(lambda: any(item.calls for item in items), 1.5 * trial.scale)
    if not panic.calls:
        trial.wait_for_check(panic, 1.0)
    wait_until(
        lambda: all(_finished(trial, item) >= PASSES for item in items), (PASSES + 3.5) * interval
    )
    _judge_recovery(trial, kind, items)
    wait_until(lambda: _lines_with(trial, text), 0.3 * trial.scale)
    _judge_report(trial, kind, text)


def _judge_recovery(trial: Trial, kind: str, items: list[Item]) -> None:
    before, panic, after = items
    finished = {item.id: _finished(trial, item) for item in items}
    counts = ", ".join(f"{item_id!r} {count}" for item_id, count in finished.items())
    waited = now() - trial.zero
    if trial.runner.loop_errors():
        saw = f"{kind} in a check broke out of the event loop and ended it: no task runs any more"
        shown = (trial.timetable(), *trial.uncaught_errors())
        trial.failed("recovers", saw, *shown, by_time=False)
        return
    if all(count >= PASSES for count in finished.values()):
        trial.passed("recovers", f"after {kind} in one check, the passes went on for all items")
        return
    others = min(finished[before.id], finished[after.id])
    if min(before.calls, after.calls) > others and panic.calls:
        what = "checks of other items started and did not finish"
    elif not others:
        what = "an item of the same pass was never checked"
    elif panic.calls >= PASSES:
        what = "other items were not checked any more"
    elif others >= PASSES:
        what = "the item that raised was not checked again"
    else:
        what = "no further pass came"
    saw = f"after {kind} in one check, {what} (finished checks in {waited:.1f} s: {counts})"
    trial.failed("recovers", saw, trial.timetable(), *trial.uncaught_errors())


def _finished(trial: Trial, item: Item) -> int:
    """Return how many checks of an item came to their own end."""
    checks = trial.timeline.of(item.id)
    return sum(check.ended_at is not None and not check.was_cancelled for check in checks)


def _lines_with(trial: Trial, text: str) -> list[str]:
    return [line for line in trial.output.texts() if text in line]


def _judge_report(trial: Trial, kind: str, text: str) -> None:
    reported = _lines_with(trial, text)
    if reported:
        named = "" if any("panics" in line for line in reported) else " (without its item's id)"
        saw = f"{kind} was printed: {reported[0].strip()[:120]!r}{named}"
        trial.passed("reports-panic", saw)
        return
    printed = [line for line in trial.output.texts() if line.strip()]
    what = "nothing was printed"
    if printed:
        what = f"{len(printed)} lines were printed, none with the error's text {text!r}"
    if trial.uncaught_errors():
        what += "; no code of the checker caught the error"
    saw = f"a check raised {kind}({text!r}), and {what}"
    trial.failed("reports-panic", saw, trial.printed(), *trial.uncaught_errors())
