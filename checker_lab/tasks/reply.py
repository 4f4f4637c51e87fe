"""Where the owner sends the results of a pass: to a future that `AsyncChecker.check()` awaits.

In threads a `Channel` with room for one item does this.
"""

import asyncio
from collections.abc import Callable

from checker_lab.core.errors import CheckerError
from checker_lab.core.results import CheckResult

__all__ = ["FutureReply", "running_loop"]


class FutureReply:
    """A future of the caller's event loop. Thread-safe: the owner may run in another loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.future: asyncio.Future[tuple[CheckResult, ...]] = loop.create_future()

    def send(self, item: tuple[CheckResult, ...], /) -> None:
        """Send the results to the caller."""
        self._call(lambda: self.future.set_result(item))

    def close(self) -> None:
        """Report to the caller that no results will come."""
        error = CheckerError("the owner of the checks died: see its traceback")
        self._call(lambda: self.future.set_exception(error))

    def _call(self, settle: Callable[[], None]) -> None:
        def settle_once() -> None:
            if not self.future.done():
                settle()

        try:
            self.future.get_loop().call_soon_threadsafe(settle_once)
        except RuntimeError:
            pass  # that loop is closed, so no task waits in it


def running_loop(what: str) -> asyncio.AbstractEventLoop:
    """Return the running event loop, which `what` needs.

    Raises:
        RuntimeError: no event loop is running.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(f"{what} needs a running event loop: call it in a coroutine") from None
