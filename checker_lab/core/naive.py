"""What both naive checkers share: their state, and how they make snapshots and results.

Everything that makes them naive is in their own modules, and so is all that differs between threads
and tasks.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.context import Context
from checker_lab.core.errors import AlreadyRunningError
from checker_lab.core.events import CheckEnded
from checker_lab.core.examine import Examination
from checker_lab.core.health import AsyncCheckable, Checkable
from checker_lab.core.language import choose_language
from checker_lab.core.lines import print_event
from checker_lab.core.results import CheckResult
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.core.validate import check_seconds

__all__ = ["BaseNaiveChecker"]

Item = TypeVar("Item", bound=Checkable | AsyncCheckable)


class BaseNaiveChecker(Generic[Item]):
    """Keeps its items in a list that no lock guards."""

    def __init__(
        self, items: Iterable[Item] = (), *, interval: float = 5.0, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        self.items = list(items)
        self.interval = check_seconds("interval", interval)
        self._clock = clock
        self._language = choose_language(None, "ru")
        self._context = Context.background(clock=clock)
        self._results: dict[str, CheckResult] = {}
        self._pass_number = 0

    def run(self, context: Context | None = None) -> None:
        """Check all items in the background, every interval, until `stop()` or the context ends it.

        Raises:
            AlreadyRunningError: the checks are running.
        """
        if self._is_running:
            raise AlreadyRunningError("the checks are already running: call stop() first")
        self._context = (context or Context.background(clock=self._clock)).with_cancel()
        self._start()

    def snapshot(self) -> Snapshot:
        """Return everything the checker knows now."""
        views = {item.id: ItemSnapshot(last=self._results.get(item.id)) for item in self.items}
        return Snapshot(self._is_running, self._pass_number, 0, views, language=self._language)

    def __str__(self) -> str:
        return "\n".join(item.id for item in self.items)

    @property
    def _is_running(self) -> bool:
        raise NotImplementedError

    def _start(self) -> None:
        raise NotImplementedError

    def _result(self, item: Item, finding: Examination, started_at: float) -> CheckResult:
        outcome, error, output, _ = finding
        duration = self._clock.now() - started_at
        return CheckResult(item.id, outcome, self._pass_number, started_at, duration, error, output)

    def _publish(self, results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
        published = tuple(results)
        for result in published:
            self._results[result.item_id] = result
            print_event(CheckEnded(result, self._language))
        return published
