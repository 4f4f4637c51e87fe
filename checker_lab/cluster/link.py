"""The link with one worker: orders go out in their order, reports come in, and silence is noticed.

Everything goes through the scheduler, by Dask's own `Client.run`, so that a client needs to reach
nothing but the scheduler.
"""

import asyncio
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from distributed import Client
from distributed.comm.core import CommClosedError

from checker_lab.cluster.commands import Add, Begin, Order
from checker_lab.cluster.dask import call_on, loop_of
from checker_lab.cluster.listening_clock import Attention
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.reports import Report
from checker_lab.cluster.worker import agent
from checker_lab.core.clock import Clock, SystemClock
from checker_lab.core.lines import name_and_text

__all__ = ["Link"]

BEAT = 0.5
"""Seconds after which a worker that has no news says so."""

SILENT = 1.5
"""Seconds without a word after which no pass is begun on a worker."""

LARGEST = 8 * 1024 * 1024
"""Bytes of items in one message, about."""


class Link:
    """Speaks with the agent of one checker on one worker, in the event loop of the client.

    Args:
        client: of the cluster.
        checker: the name of the checker in the cluster.
        number: larger than those of all links that the checker had before.
        worker: the address.
        clock: of the checker.
        attention: by which silence is measured.
        patience: seconds without a word after which the worker is lost.
        hear: called in that loop with each report.
        lose: called there, once, with the reason, when the worker is lost.
    """

    def __init__(
        self,
        client: Client,
        checker: str,
        number: int,
        worker: str,
        clock: Clock,
        attention: Attention,
        patience: float,
        hear: Callable[["Link", Report], object],
        lose: Callable[["Link", Loss], object],
    ) -> None:
        self.worker = worker
        self.wake_at: float | None = None
        self.offset = 0.0
        self._client = client
        self._checker = checker
        self._number = number
        self._clock = clock
        self._follows = not isinstance(clock, SystemClock)
        self._attention = attention
        self._patience = patience
        self._hear = hear
        self._lose = lose
        self._heard_at = attention.now
        self._best_trip = float("inf")
        # Guards the two that follow: orders that are yet to go, and passes that are on their way.
        self._lock = threading.Lock()
        self._behind: Counter[int] = Counter()
        self._orders: list[Order] = []
        self._has_orders = asyncio.Event()
        self._is_known = False
        self._is_closed = False
        self._loop = loop_of(client)
        self._work: list[asyncio.Task[None]] = []
        self._loop.call_soon_threadsafe(self._start)

    def send(self, *orders: Order) -> None:
        """Send these after all that was sent before; any thread may call it, and none waits."""
        with self._lock:
            self._orders += orders
            self._behind.update(_begun(orders))
        self._loop.call_soon_threadsafe(self._has_orders.set)

    def behind_with(self, shard: int) -> int:
        """How many passes of this shard are on their way."""
        with self._lock:
            return self._behind[shard]

    def tell_time(self, now: float) -> None:
        """Let the worker know what the clock says."""
        self.wake_at = None
        self._loop.call_soon_threadsafe(self._tell_time, now, 0)

    @property
    def is_silent(self) -> bool:
        """Was nothing heard for so long that nothing is asked of the worker any more?"""
        return self._attention.now - self._heard_at > SILENT

    def close(self) -> None:
        """Hear nothing more; the worker is to end what it does, if it can hear that."""
        self._is_closed = True
        try:
            self._loop.call_soon_threadsafe(self._end)
        except RuntimeError:
            pass  # the client is closed

    def __repr__(self) -> str:
        return f"<Link to {self.worker}>"

    # In the event loop of the client

    def _start(self) -> None:
        if not self._is_closed:
            self._spawn(self._guard(self._send_all()))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._work.append(task)
        task.add_done_callback(self._work.remove)

    def _end(self) -> None:
        for task in list(self._work):
            task.cancel()
        self._spawn(self._forget())

    async def _forget(self) -> None:
        try:
            async with self._attention.timeout(self._patience):
                await self._call(agent.forget)
        except Exception:
            pass  # it is lost: it forgets by itself

    async def _guard(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:
            if not self._is_closed:
                self._is_closed = True
                self._lose(self, _why(error, self._patience))

    async def _send_all(self) -> None:
        while True:
            await self._has_orders.wait()
            self._has_orders.clear()
            while orders := self._next_orders():
                # The first is to open a shard, which takes no time: then its news are listened for,
                # and what takes long is not taken for silence.
                async with self._attention.timeout(math.inf if self._is_known else self._patience):
                    await self._send(orders)
                with self._lock:
                    self._behind.subtract(_begun(orders))

    def _next_orders(self) -> list[Order]:
        with self._lock:
            size = count = 0
            for order in self._orders:
                count += 1
                size += sum(map(len, order.items)) if isinstance(order, Add) else 0
                if size > LARGEST or not self._is_known:
                    break
            orders, self._orders = self._orders[:count], self._orders[count:]
            return orders

    async def _send(self, orders: Sequence[Order]) -> None:
        sent = time.monotonic()
        now = self._clock.now()
        there = await self._call(agent.obey, self._follows, now, orders)
        if there is None:
            raise ForgottenError
        if not self._is_known:
            self._is_known = True
            self._heard_at = self._attention.now
            self._spawn(self._guard(self._hear_all()))
        # The worker said what time it was somewhen within the trip: the shorter, the surer.
        trip = time.monotonic() - sent
        if trip < self._best_trip and not self._follows:
            self._best_trip, self.offset = trip, time.monotonic() - there

    async def _hear_all(self) -> None:
        while True:
            async with self._attention.timeout(BEAT + self._patience):
                report: Report | None = await self._call(agent.collect, BEAT)
            if report is None:
                raise ForgottenError
            self._heard_at = self._attention.now
            if report.asks:
                self._tell_time(self._clock.now(), report.asks)
            self._hear(self, report)

    def _tell_time(self, now: float, answers: int) -> None:
        self._spawn(self._guard(self._call(agent.tell_time, now, answers)))

    async def _call(self, function: Callable[..., Any], *args: object) -> Any:
        return await call_on(
            self._client, self.worker, function, self._checker, self._number, *args
        )


def _begun(orders: Sequence[Order]) -> list[int]:
    return [order.shard for order in orders if isinstance(order, Begin)]


class ForgottenError(Exception):
    """The agent of this checker has ended itself."""


def _why(error: Exception, patience: float) -> Loss:
    if isinstance(error, ForgottenError):
        return Loss(LossKind.FORGOTTEN)
    if isinstance(error, TimeoutError):
        return Loss(LossKind.SILENT, patience)
    if isinstance(error, CommClosedError):
        return Loss(LossKind.BROKEN)
    text = name_and_text(error)
    is_bare = "No module named 'checker_lab'" in text
    return Loss(LossKind.BARE) if is_bare else Loss(None, error=text)
