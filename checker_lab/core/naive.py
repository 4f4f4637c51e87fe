"""What both naive checkers share: their results, in words and as a snapshot."""

from collections.abc import Iterable

from checker_lab.core.events import CheckEnded
from checker_lab.core.examine import Examination
from checker_lab.core.health import AsyncCheckable, Checkable
from checker_lab.core.lines import print_event
from checker_lab.core.results import CheckResult
from checker_lab.core.snapshot import ItemSnapshot, Snapshot

__all__ = ["publish", "result_of", "snapshot_of"]


def result_of(
    item_id: str, finding: Examination, pass_number: int, began: float, ended: float
) -> CheckResult:
    outcome, error, output, _ = finding
    return CheckResult(item_id, outcome, pass_number, began, ended - began, error, output)


def publish(known: dict[str, CheckResult], results: list[CheckResult]) -> tuple[CheckResult, ...]:
    for result in results:
        known[result.item_id] = result
        print_event(CheckEnded(result))
    return tuple(results)


def snapshot_of(
    running: bool,
    pass_number: int,
    items: Iterable[Checkable | AsyncCheckable],
    known: dict[str, CheckResult],
) -> Snapshot:
    views = {item.id: ItemSnapshot(last=known.get(item.id)) for item in items}
    return Snapshot(running, pass_number, 0, views)
