"""The registry: which items a checker has, and the statistics of each."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from checker_lab.core.errors import DuplicateItemError, UnknownItemError
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot

__all__ = ["RECENT", "Entry", "Registered", "Registry"]

RECENT = 30
"""Number of recent outcomes that are kept for each item."""


class Entry:
    """One item and its statistics, under the id that it had when it was added."""

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
        # Workers read it without the lock: it becomes True once, and never False again.
        self.removed = False
        self.last: CheckResult | None = None
        # A list, since a deque allocates room for 64 elements, even when it is empty.
        self.recent: list[Outcome] = []
        self.checks = 0
        self.failures = 0
        self.failures_in_a_row = 0
        self.skipped = 0

    def record(self, result: CheckResult) -> None:
        """Update the statistics with a result."""
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
        """Return the statistics as an immutable value."""
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


class Registered(Protocol):
    """What a registry keeps: an id, and whether it was unregistered."""

    removed: bool

    @property
    def item_id(self) -> str: ...


R = TypeVar("R", bound=Registered)


class Registry(Generic[R]):
    """The items of a checker by id, in the order of adding. The checker's lock guards it."""

    def __init__(self) -> None:
        self._entries: dict[str, R] = {}

    def add(self: "Registry[Entry]", item_id: str, item: object) -> Entry:
        """Register an item under this id, and return its entry.

        Raises:
            DuplicateItemError: the id is registered already.
        """
        return self.register(Entry(item_id, item))

    def register(self, entry: R) -> R:
        """Register an entry, and return it.

        Raises:
            DuplicateItemError: its id is registered already.
        """
        if self._entries.setdefault(entry.item_id, entry) is not entry:
            raise DuplicateItemError(
                f"an item with the id {entry.item_id!r} is registered already: remove() it first, "
                "or give this one another id"
            )
        return entry

    def remove(self, item_id: str) -> R:
        """Unregister the item with this id, and return its entry.

        Raises:
            UnknownItemError: the id is not registered.
        """
        entry = self._entries.pop(item_id, None)
        if entry is None:
            raise UnknownItemError(
                f"no item with the id {item_id!r} is registered: str(checker) lists the ids"
            )
        entry.removed = True
        return entry

    def entries(self) -> list[R]:
        """Return all entries."""
        return list(self._entries.values())

    def views(
        self: "Registry[Entry]", started_at: dict[str, float], abandoned: set[str]
    ) -> dict[str, ItemSnapshot]:
        """Return the statistics by id, given when running checks started and the abandoned ids."""
        return {
            item_id: entry.view(started_at.get(item_id), item_id in abandoned)
            for item_id, entry in self._entries.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)
