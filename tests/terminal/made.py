"""Snapshots, events and results, made by hand."""

from datetime import datetime

from checker_lab import (
    CheckEnded,
    CheckPanicError,
    CheckResult,
    CheckSkippedError,
    CheckTimeoutError,
    Event,
    ItemSnapshot,
    Outcome,
    SkipReason,
    Snapshot,
)
from checker_lab.core.errors import CheckerError
from checker_lab.core.language import Language
from checker_lab.terminal.mailbox import TimedEvent

NOON = datetime(2026, 3, 1, 12, 0, 0)
SKIP = CheckSkippedError(SkipReason.STILL_RUNNING)


def result(
    item_id: str, outcome: Outcome, output: str = "", *, seconds: float = 0.25
) -> CheckResult:
    errors: dict[Outcome, CheckerError] = {
        Outcome.TIMEOUT: CheckTimeoutError(2),
        Outcome.SKIPPED: SKIP,
        Outcome.PANIC: CheckPanicError("it raised"),
    }
    return CheckResult(item_id, outcome, 1, 0.0, seconds, errors.get(outcome), output)


def ended(
    item_id: str, outcome: Outcome, output: str = "", language: Language = "en"
) -> CheckEnded:
    return CheckEnded(result(item_id, outcome, output), language)


def timed(*events: Event) -> list[TimedEvent]:
    return [TimedEvent(NOON, event) for event in events]


def item(item_id: str, *outcomes: Outcome, output: str = "", seconds: float = 0.25) -> ItemSnapshot:
    """The state of an item after these outcomes."""
    checked = [outcome for outcome in outcomes if outcome is not Outcome.SKIPPED]
    in_a_row = 0
    for outcome in checked:
        in_a_row = in_a_row + 1 if outcome.is_failure else 0
    return ItemSnapshot(
        last=result(item_id, outcomes[-1], output, seconds=seconds) if outcomes else None,
        checks=len(checked),
        failures=sum(outcome.is_failure for outcome in checked),
        failures_in_a_row=in_a_row,
        skipped=len(outcomes) - len(checked),
        recent=outcomes[-30:],
    )


def snapshot(
    items: dict[str, ItemSnapshot], *, running: bool = True, language: Language = "en"
) -> Snapshot:
    return Snapshot(running, 3, 2, items, at=10.0, interval=5.0, language=language)
