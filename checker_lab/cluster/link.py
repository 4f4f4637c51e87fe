"""The link to one worker: commands go out in order, reports come in, heartbeats are watched.

It is also the failure detector: a worker that sends no heartbeat in time is lost. It knows nothing
of passes and items.
"""

import asyncio
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from distributed.comm.core import CommClosedError

from checker_lab.cluster.commands import AddItems, Command, StartPass
from checker_lab.cluster.dask import RemoteAgent
from checker_lab.cluster.listening_clock import ListeningClock
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.reports import WorkerReport
from checker_lab.core.clock import Clock, SystemClock
from checker_lab.core.lines import name_and_text

__all__ = ["Link"]

HEARTBEAT = 0.5
"""Seconds after which a worker sends a report even if it is empty."""

SUSPECT = 1.5
"""Seconds without a heartbeat after which a worker gets no new pass."""

LARGEST = 8 * 1024 * 1024
"""Bytes of items in one message, approximately."""


class Link:
    """The link to the agent of one checker on one worker.

    `wake_at` is when the worker has to know the time again, in seconds on the clock of the client,
    or None. `offset` is what to add to the worker's seconds to get those of the client.

    Args:
        agent: what to call.
        loop: the event loop of the client, in which the calls are made.
        clock: the clock of the checker.
        listening: the clock by which heartbeats are late.
        patience: seconds without a heartbeat after which the worker is lost.
        on_report: called in `loop` with each report.
        on_loss: called in `loop` once, with the reason, when the worker is lost.
    """

    def __init__(
        self,
        agent: RemoteAgent,
        loop: asyncio.AbstractEventLoop,
        clock: Clock,
        listening: ListeningClock,
        patience: float,
        on_report: Callable[["Link", WorkerReport], object],
        on_loss: Callable[["Link", Loss], object],
    ) -> None:
        self.worker = agent.worker
        self.wake_at: float | None = None
        self.offset = 0.0
        self._agent = agent
        self._loop = loop
        self._clock = clock
        # The worker has the clock of its machine; it follows any other: see FollowedClock.
        self._follows_client = not isinstance(clock, SystemClock)
        self._listening = listening
        self._patience = patience
        self._on_report = on_report
        self._on_loss = on_loss
        self._heard_at = listening.now
        self._shortest_trip = math.inf
        # Guards the two that follow: commands that have not been sent, and for each shard the
        # passes that the worker has not confirmed. The owner adds to them, the loop takes away.
        self._lock = threading.Lock()
        self._commands: list[Command] = []
        self._queued_passes: Counter[int] = Counter()
        self._has_commands = asyncio.Event()
        self._is_closed = False
        self._work: set[asyncio.Task[None]] = set()
        loop.call_soon_threadsafe(self._start)

    def send(self, *commands: Command) -> None:
        """Send commands after those sent before. Any thread may call it; it never waits."""
        with self._lock:
            self._commands += commands
            self._queued_passes.update(_shards_to_start(commands))
        self._loop.call_soon_threadsafe(self._has_commands.set)

    def queued_passes(self, shard: int) -> int:
        """How many passes of this shard has the worker not confirmed yet?"""
        with self._lock:
            return self._queued_passes[shard]

    def set_time(self, now: float) -> None:
        """Send the worker the time of the client's clock, because `wake_at` is due."""
        self.wake_at = None
        self._loop.call_soon_threadsafe(self._set_time, now, 0)

    @property
    def is_silent(self) -> bool:
        """Is the worker suspected to be lost, so that no pass should start there?"""
        return self._listening.now - self._heard_at > SUSPECT

    def close(self) -> None:
        """Report nothing more, and remove the agent from the worker if that can be reached."""
        self._is_closed = True
        try:
            self._loop.call_soon_threadsafe(self._end)
        except RuntimeError:
            pass  # the client is closed, and its loop with it

    def __repr__(self) -> str:
        return f"<Link to {self.worker}>"

    # In the event loop of the client

    def _start(self) -> None:
        if not self._is_closed:
            self._spawn(self._watch(self._send_commands()))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def _end(self) -> None:
        for task in self._work:
            task.cancel()
        self._spawn(self._remove_agent())

    async def _remove_agent(self) -> None:
        try:
            async with self._listening.timeout(self._patience):
                await self._agent.remove()
        except Exception:
            pass  # it cannot be reached: its lease will expire

    async def _watch(self, work: Coroutine[Any, Any, None]) -> None:
        """Do the work; if that fails, the worker is lost."""
        try:
            await work
        except Exception as error:
            if not self._is_closed:
                self._is_closed = True
                self._on_loss(self, _loss(error, self._patience))

    async def _send_commands(self) -> None:
        async with self._listening.timeout(self._patience):
            if not await self._agent.create(self._follows_client):
                raise AgentGoneError
        self._heard_at = self._listening.now
        # Heartbeats now show that the worker lives, so commands need no timeout.
        self._spawn(self._watch(self._collect_reports()))
        while True:
            await self._has_commands.wait()
            self._has_commands.clear()
            while commands := self._next_commands():
                await self._execute(commands)
                with self._lock:
                    self._queued_passes.subtract(_shards_to_start(commands))

    def _next_commands(self) -> list[Command]:
        """Take the commands of the next message: as many as fit, but at least one."""
        with self._lock:
            size = count = 0
            for command in self._commands:
                count += 1
                size += sum(map(len, command.items)) if isinstance(command, AddItems) else 0
                if size > LARGEST:
                    break
            commands, self._commands = self._commands[:count], self._commands[count:]
            return commands

    async def _execute(self, commands: list[Command]) -> None:
        sent_at = time.monotonic()
        there = await self._agent.execute(self._clock.now(), commands)
        if there is None:
            raise AgentGoneError
        self._measure_offset(sent_at, there, time.monotonic())

    def _measure_offset(self, sent_at: float, there: float, received_at: float) -> None:
        """Keep the offset of the quickest answer, which is the most exact.

        Source: the clock filter of NTP (RFC 5905, section 10).
        """
        trip = received_at - sent_at
        if trip < self._shortest_trip and not self._follows_client:
            self._shortest_trip, self.offset = trip, received_at - there

    async def _collect_reports(self) -> None:
        while True:
            async with self._listening.timeout(HEARTBEAT + self._patience):
                report = await self._agent.collect(HEARTBEAT)
            if report is None:
                raise AgentGoneError
            self._heard_at = self._listening.now
            if report.question:
                self._set_time(self._clock.now(), report.question)
            self._on_report(self, report)

    def _set_time(self, now: float, answered: int) -> None:
        self._spawn(self._watch(self._agent.set_time(now, answered)))


class AgentGoneError(Exception):
    """The worker answers, but has no agent of this checker any more."""


def _shards_to_start(commands: Sequence[Command]) -> list[int]:
    return [command.shard for command in commands if isinstance(command, StartPass)]


def _loss(error: Exception, patience: float) -> Loss:
    if isinstance(error, AgentGoneError):
        return Loss(LossKind.EXPIRED)
    if isinstance(error, TimeoutError):
        return Loss(LossKind.SILENT, patience)
    if isinstance(error, CommClosedError):
        return Loss(LossKind.BROKEN)
    text = name_and_text(error)
    if "No module named 'checker_lab'" in text:
        return Loss(LossKind.NOT_INSTALLED)
    return Loss(None, error=text)
