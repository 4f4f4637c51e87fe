"""The latencies of each item: how long its last checks took."""

from array import array
from collections.abc import Container

from checker_lab.core.events import CheckEnded, Event
from checker_lab.core.registry import RECENT
from checker_lab.core.results import Outcome

__all__ = ["ITEMS", "Latencies"]

ITEMS = 5_000
"""Items whose latencies are kept, at 4 bytes each: those heard of first."""


class Latencies:
    """Keeps the last durations of at most `ITEMS` items, `RECENT` of each."""

    def __init__(self) -> None:
        self._kept: dict[str, array[float]] = {}

    def hear(self, event: Event) -> None:
        """Take in an event. A skipped check has no duration."""
        if not isinstance(event, CheckEnded) or event.result.outcome is Outcome.SKIPPED:
            return
        item_id = event.result.item_id
        if item_id not in self._kept and len(self._kept) >= ITEMS:
            return
        seconds = self._kept.setdefault(item_id, array("f"))
        seconds.append(event.result.duration)
        if len(seconds) > RECENT:
            del seconds[0]

    def of(self, item_id: str) -> tuple[float, ...]:
        """The last durations of the item, in seconds, newest last."""
        return tuple(self._kept.get(item_id, ()))

    def forget_removed(self, items: Container[str]) -> None:
        """Forget the items that are not among `items`."""
        for item_id in [each for each in self._kept if each not in items]:
            del self._kept[item_id]
