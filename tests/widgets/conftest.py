"""Dashboards of both checkers, used by the same tests."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker_lab.core import language
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.testing import AsyncScripted, EventLog, Scripted, Step
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.widgets import Dashboard, painter

__all__ = ["Lab"]


class Lab:
    """Creates dashboards of one kind of checker, and closes them."""

    def __init__(self, kind: str, loop: asyncio.AbstractEventLoop) -> None:
        self.kind = kind
        self._checker: Any = ThreadedChecker if kind == "threads" else AsyncChecker
        self._scripted: Any = Scripted if kind == "threads" else AsyncScripted
        self._items: list[Any] = []
        self._dashboards: list[Dashboard] = []
        self._loop = loop

    def item(self, item_id: str, *steps: Step) -> Any:
        """A scripted item for this kind of checker."""
        item = self._scripted(item_id, *steps)
        self._items.append(item)
        return item

    def release(self) -> None:
        """Let all hung items go on."""
        for item in self._items:
            self._loop.call_soon_threadsafe(item.release)

    def checker(self, *items: Any, **options: Any) -> Any:
        """A checker that prints nothing, with one pass an hour unless you set an interval."""
        return self._checker(items, **{"interval": 3600, "on_event": EventLog(), **options})

    def dashboard(
        self, *items: Any, make_item: Callable[[str], object] | None = None, **options: Any
    ) -> Dashboard:
        """A dashboard of a new checker; it adds scripted items."""
        return self.another(self.checker(*items, **options), make_item or self.item)

    def another(self, checker: Any, make_item: Any = None) -> Dashboard:
        """A dashboard of this checker."""

        async def make() -> Dashboard:
            return Dashboard(checker, make_item)

        made: Dashboard = self.in_loop(make())
        self._dashboards.append(made)
        return made

    def forget(self) -> None:
        """Drop all dashboards and items. Close them first."""
        self._dashboards.clear()
        self._items.clear()

    def in_loop(self, work: Any) -> Any:
        """Run a coroutine in the event loop, and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    def run(self, checker: Any) -> None:
        """Run this checker in the event loop."""

        async def run() -> None:
            checker.run()

        self.in_loop(run())

    def stop(self, checker: Any) -> None:
        """Stop this checker, and wait for it."""
        stopped = checker.stop()
        if asyncio.iscoroutine(stopped):
            self.in_loop(stopped)

    def close(self) -> None:
        """Stop the checkers, and close the dashboards."""
        self.release()
        for dashboard in self._dashboards:
            self.stop(dashboard.checker)
            dashboard.close()


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of everything that says no other."""
    monkeypatch.setattr(language, "_chosen", "en")


@pytest.fixture
def period() -> float:
    """Seconds between two paints: less than in a notebook, so that the tests are fast."""
    return 0.01


@pytest.fixture(params=["threads", "asyncio"])
def lab(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, period: float
) -> Iterator[Lab]:
    """The event loop runs in a thread of its own, as in a kernel while no cell runs."""
    monkeypatch.setattr(painter, "PERIOD", period)
    monkeypatch.setattr(painter, "IDLE", 10 * period)
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        lab = Lab(request.param, loop)
        try:
            yield lab
        finally:
            lab.close()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
