"""How long this process has listened, which is what the silence of others is measured by."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Attention"]

TICK = 0.1
"""Seconds between two moments at which it is seen that the event loop still runs."""


class Attention:
    """A clock that stands still while the event loop of the client is kept from running.

    A computation that keeps the interpreter to itself, a debugger, a laptop that sleeps: who did
    not listen cannot say that others were silent. What they said meanwhile is read first.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.now = 0.0
        self._loop = loop
        self._limits: dict[asyncio.Timeout, float] = {}
        self._is_ticking = False

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[None]:
        """As `asyncio.timeout(seconds)` by this clock, which only runs while one is waited for.

        Raises:
            TimeoutError: the block took longer.
        """
        async with asyncio.timeout(None) as limit:
            self._limits[limit] = self.now + seconds
            if not self._is_ticking:
                self._is_ticking = True
                self._loop.call_later(TICK, self._tick)
            try:
                yield
            finally:
                self._limits.pop(limit, None)

    def _tick(self) -> None:
        self.now += TICK
        for limit, end in list(self._limits.items()):
            if self.now >= end:
                del self._limits[limit]
                limit.reschedule(self._loop.time())
        self._is_ticking = bool(self._limits)
        if self._is_ticking:
            self._loop.call_later(TICK, self._tick)
