"""The clock of the failure detector: it counts only the seconds in which this process listened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["ListeningClock"]

TICK = 0.1
"""Seconds between two ticks of the event loop that show that it still runs."""


class ListeningClock:
    """A clock that stands still while the event loop of the client is blocked.

    A long computation in C, a debugger or a suspended laptop keeps the client from reading: then no
    worker must be taken for silent. Heartbeats that arrived meanwhile are read before it moves on.

    Source: `max_local_pause` of the failure detector in Apache Cassandra.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.now = 0.0
        self._loop = loop
        self._deadlines: dict[asyncio.Timeout, float] = {}
        self._is_ticking = False

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[None]:
        """Limit the block to `seconds` of this clock, as `asyncio.timeout()` does.

        The clock ticks only while such a block waits.

        Raises:
            TimeoutError: the block took longer.
        """
        async with asyncio.timeout(None) as timeout:
            self._deadlines[timeout] = self.now + seconds
            if not self._is_ticking:
                self._is_ticking = True
                self._loop.call_later(TICK, self._tick)
            try:
                yield
            finally:
                self._deadlines.pop(timeout, None)

    def _tick(self) -> None:
        # By one TICK, however late this call is: the rest was not spent listening.
        self.now += TICK
        for timeout, deadline in list(self._deadlines.items()):
            if self.now >= deadline:
                del self._deadlines[timeout]
                timeout.reschedule(self._loop.time())
        self._is_ticking = bool(self._deadlines)
        if self._is_ticking:
            self._loop.call_later(TICK, self._tick)
