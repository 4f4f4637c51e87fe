"""The registry: which items a checker has, and what is known of each."""

from collections.abc import Callable, Iterator

from checker_lab.core.errors import DuplicateItemError, UnknownItemError
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot

__all__ = ["RECENT", "Entry", "Registry"]

RECENT = 30
"""Outcomes of an item that are remembered."""


class Entry:
    """One item, under the id that it had when it was added."""

    __slots__ = (
        "checks",
        "failures",
        "failures_in_a_row",
        "item",
        "item_id",
        "last",
        "recent",
        "removed",
        "skipped",
    )

    def __init__(self, item_id: str, item: object) -> None:
        self.item_id = item_id
        self.item = item
        self.removed = False
        self.last: CheckResult | None = None
        # A list, since a deque with room for one outcome takes as much as one with room for all.
        self.recent: list[Outcome] = []
        self.checks = 0
        self.failures = 0
        self.failures_in_a_row = 0
        self.skipped = 0

    def record(self, result: CheckResult) -> None:
        """Take a result into the account."""
        self.last = result
        outcome = result.outcome
        self.recent.append(outcome)
        if len(self.recent) > RECENT:
            del self.recent[0]
        if outcome is Outcome.SKIPPED:
            self.skipped += 1
            return
        self.checks += 1
        if outcome.is_failure:
            self.failures += 1
            self.failures_in_a_row += 1
        else:
            self.failures_in_a_row = 0

    def view(self, started_at: float | None, abandoned: bool) -> ItemSnapshot:
        """What is known now, for people."""
        return ItemSnapshot(
            self.last,
            self.checks,
            self.failures,
            self.failures_in_a_row,
            self.skipped,
            abandoned,
            started_at,
            tuple(self.recent),
        )


class Registry:
    """The items of a checker by id, in the order of adding. The checker's lock guards it.

    Args:
        enter: makes an entry of an id and an item.
    """

    def __init__(self, enter: Callable[[str, object], Entry] = Entry) -> None:
        self._enter = enter
        self._entries: dict[str, Entry] = {}

    def add(self, item_id: str, item: object) -> Entry:
        """Enter an item.

        Raises:
            DuplicateItemError: there is one with that id.
        """
        if item_id in self._entries:
            raise DuplicateItemError(
                f"there is an item with the id {item_id!r} already: remove() it first, "
                "or give this one another id"
            )
        entry = self._entries[item_id] = self._enter(item_id, item)
        return entry

    def remove(self, item_id: str) -> Entry:
        """Strike an item out.

        Raises:
            UnknownItemError: there is none with that id.
        """
        entry = self._entries.pop(item_id, None)
        if entry is None:
            raise UnknownItemError(
                f"there is no item with the id {item_id!r} to remove: str(checker) lists the ids"
            )
        entry.removed = True
        return entry

    def views(self, began: dict[str, float], abandoned: set[str]) -> dict[str, ItemSnapshot]:
        """What is known of each item, by id, given when the checks under way have begun."""
        return {
            item_id: entry.view(began.get(item_id), item_id in abandoned)
            for item_id, entry in self._entries.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)
