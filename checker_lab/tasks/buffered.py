"""A listener that may be slow: a task of its own awaits it."""

import asyncio
import inspect
from collections import deque
from collections.abc import Awaitable, Callable

from checker_lab.core.events import Event
from checker_lab.core.language import choose_language
from checker_lab.core.lines import listener_failed
from checker_lab.core.listeners import report_failure, wants_passes
from checker_lab.core.validate import check_count, check_wait

__all__ = ["AsyncBufferedListener"]


class AsyncBufferedListener:
    """Awaits a slow listener in another task, so that it does not delay the next pass.

        AsyncChecker(items, on_event=AsyncBufferedListener(send_alert))

    The task lives only while events wait. It reports errors of the listener on stderr.

    Args:
        listener: an `async def`, awaited with one event at a time, in their order.
        limit: maximum number of waiting events; more are dropped and counted.

    Attributes:
        dropped: number of events that were dropped.

    Raises:
        ValueError, TypeError: an argument is invalid; the message says what is allowed.
    """

    def __init__(
        self, listener: Callable[[Event], Awaitable[object]], *, limit: int = 1000
    ) -> None:
        if not inspect.iscoroutinefunction(listener):
            raise TypeError(
                f"a listener must be an `async def`, or use BufferedListener: {listener!r}"
            )
        self.wants_passes = wants_passes(listener)
        self.dropped = 0
        self._listener = listener
        self._limit = check_count("limit", limit, 1)
        # The event loop is the only one who touches what follows.
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None

    def __call__(self, event: Event) -> None:
        """Take an event, and return immediately."""
        if len(self._waiting) >= self._limit:
            self.dropped += 1
            return
        loop = asyncio.get_running_loop()
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._deliver(), name="checker_lab listener")

    async def wait(self, timeout: float | None = None) -> bool:
        """Wait until the listener has got all events; return whether it has.

        Await it before the program ends: nothing is delivered after that.

        Args:
            timeout: seconds to wait at most.

        Raises:
            ValueError, TypeError: `timeout` is not a finite number of seconds.
        """
        if timeout is not None:
            check_wait(timeout)
        if self._task is not None:
            await asyncio.wait([self._task], timeout=timeout)
        return not self._waiting and (self._task is None or self._task.done())

    async def _deliver(self) -> None:
        while self._waiting:
            try:
                await self._listener(self._waiting.popleft())
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                report_failure(
                    listener_failed(error, choose_language(None, "ru"), is_on_event=False)
                )
