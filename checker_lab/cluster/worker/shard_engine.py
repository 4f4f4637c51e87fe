"""The engine of a shard, which keeps nothing: what is known of its items is known to the client."""

from collections.abc import Callable
from typing import Any

from checker_lab.core.checks import Pass, Reply
from checker_lab.core.engine import Engine
from checker_lab.core.errors import CheckerError
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome

__all__ = ["ShardEngine", "Unrecorded"]


class Unrecorded(Entry):
    """An item whose results are not kept here."""

    __slots__ = ()

    def __init__(self, item_id: str, item: object) -> None:
        self.item_id = item_id
        self.item = item
        self.removed = False

    def record(self, result: CheckResult) -> None:
        pass


class ShardEngine(Engine):
    """Decides as every engine does, but makes no event and no result of a check that passed.

    Args:
        passed: takes the pass, the id, when the check began and how long it took.
        settings: as those of `Engine`.
    """

    def __init__(self, passed: Callable[[int, str, float, float], None], **settings: Any) -> None:
        super().__init__(**settings)
        self._passed = passed

    # The client orders things one after another, so a pass begins before what was ordered later.

    def _remove(self, now: float, entry: Entry) -> None:
        self.advance(now)
        super()._remove(now, entry)

    def _check_now(self, now: float, reply: Reply | None) -> None:
        self.advance(now)
        super()._check_now(now, reply)

    def _conclude(
        self,
        entry: Entry,
        of: Pass,
        outcome: Outcome,
        began: float,
        duration: float,
        error: CheckerError | None = None,
        output: str = "",
    ) -> None:
        if outcome is not Outcome.PASS or output:
            super()._conclude(entry, of, outcome, began, duration, error, output)
            return
        self._passed(of.number, entry.item_id, began, duration)
        of.remaining -= 1
        if not of.remaining:
            self._end_pass(of, began + duration)
