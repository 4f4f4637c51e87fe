"""What tests of listeners, the pace and snapshots share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from checker_lab import PassesMissed, PassStarted
from checker_lab.testing import HANG, EventLog
from tests.contract.shells import Checker, Shell, eventually

__all__ = [
    "eventually_started",
    "hung_items",
    "in_thread",
    "missed_passes",
    "pass_starts",
    "set_pace",
    "started_at",
]


def pass_starts(log: EventLog) -> list[float]:
    """When the passes started."""
    return [event.at for event in list(log.events) if isinstance(event, PassStarted)]


def missed_passes(log: EventLog) -> list[PassesMissed]:
    return [event for event in list(log.events) if isinstance(event, PassesMissed)]


def in_thread(act: Callable[[], object]) -> None:
    """Call `act` in another thread, and raise what it raises."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result(20.0)


def set_pace(checker: Checker, **pace: float | None) -> None:
    for name, seconds in pace.items():
        setattr(checker, name, seconds)


def started_at(checker: Checker, item_id: str = "a") -> float | None:
    """When the check of this item that is in flight started."""
    seconds: float | None = checker.snapshot().items[item_id].started_at
    return seconds


def eventually_started(checker: Checker, item_id: str, wanted: float | None) -> None:
    eventually(lambda: started_at(checker, item_id), wanted)


def hung_items(shell: Shell, *item_ids: str) -> list[Any]:
    """Items whose checks hang, and swallow their cancellation."""
    return [shell.item(item_id, HANG) for item_id in item_ids]
