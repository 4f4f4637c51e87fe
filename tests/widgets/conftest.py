"""Views of both checkers, used by the same tests."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker_lab.tasks import AsyncChecker
from checker_lab.testing import AsyncScripted, Scripted, Step
from checker_lab.threads import ThreadedChecker
from checker_lab.widgets import Feed, LiveView, owner

__all__ = ["Lab"]


class Lab:
    """Makes views of one kind of checker, and closes them."""

    def __init__(self, kind: str, loop: asyncio.AbstractEventLoop) -> None:
        self.kind = kind
        self.checker: Any = ThreadedChecker if kind == "threads" else AsyncChecker
        self._scripted: Any = Scripted if kind == "threads" else AsyncScripted
        self._items: list[Any] = []
        self._views: list[LiveView] = []
        self._loop = loop

    def item(self, item_id: str, *steps: Step) -> Any:
        """A scripted item for this kind of checker."""
        item = self._scripted(item_id, *steps)
        self._items.append(item)
        return item

    def release(self) -> None:
        """Let all items that hang go on."""
        for item in self._items:
            self._loop.call_soon_threadsafe(item.release)

    def view(self, *items: Any, make_item: Callable[[str], object] | None = None) -> LiveView:
        """A view of a new checker, one pass each hour, that makes scripted items."""
        feed = Feed()
        checker = self.checker(items, interval=3600, on_event=feed)
        return self.another(checker, feed, make_item or self.item)

    def another(self, checker: Any, feed: Feed, make_item: Any = None) -> LiveView:
        """A view of this checker."""

        async def make() -> LiveView:
            return LiveView(checker, feed, make_item)

        view: LiveView = self.in_loop(make())
        self._views.append(view)
        return view

    def in_loop(self, work: Any) -> Any:
        """What a coroutine returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    def close(self) -> None:
        """Stop the checkers, and close the views."""
        self.release()
        for view in self._views:
            stopped = view.checker.stop()
            if asyncio.iscoroutine(stopped):
                self.in_loop(stopped)
            view.close()


@pytest.fixture
def period() -> float:
    """Seconds between two paints; nobody looks, so it need not be a tenth of a second."""
    return 0.01


@pytest.fixture(params=["threads", "asyncio"])
def lab(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, period: float
) -> Iterator[Lab]:
    """The event loop runs in a thread of its own, as it runs in a kernel while no cell does."""
    monkeypatch.setattr(owner, "PERIOD", period)
    monkeypatch.setattr(owner, "IDLE", 10 * period)
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
