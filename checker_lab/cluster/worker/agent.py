"""The agent of one checker on one worker: it executes commands and collects reports.

Commands are executed in a thread, one message after another; reports are put together in the event
loop of the worker, which must never wait for a shard.
"""

import asyncio
import threading
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from distributed import Worker, WorkerPlugin

from checker_lab.cluster.commands import (
    AddItems,
    CloseShard,
    Command,
    DropShard,
    OpenShard,
    RemoveSlot,
    SetTimeout,
    StartPass,
)
from checker_lab.cluster.reports import Batch, LateCheck, ShardClosed, ShardState, WorkerReport
from checker_lab.cluster.worker.followed_clock import FollowedClock
from checker_lab.cluster.worker.loop_thread import LoopThread
from checker_lab.cluster.worker.shard_runner import ShardRunner
from checker_lab.core.clock import SYSTEM_CLOCK

__all__ = ["Agent"]

LOOK = 0.02
"""Seconds between two looks at the state of the shards while checks are in flight."""

SETTLE = 0.003
"""Seconds that the first result waits for others."""

GATHER = 0.2
"""Seconds that many results wait for the end of their pass."""

MANY = 256
"""Results that are worth waiting for more."""

MOST = 50_000
"""Results of one shard in one report, except those that passed."""

STATE_INTERVAL = 0.1
"""Seconds between two reports that say nothing but which checks are in flight."""

LEASE = 60.0
"""Seconds without a call from the client after which its agent ends."""


class AgentStatus(NamedTuple):
    """The part of a report that is sent again only when it has changed."""

    states: list[ShardState]
    wake_at: float | None
    question: int


class Agent(WorkerPlugin):
    """All shards of one checker that are on one worker.

    Args:
        name: the name under which it is a plugin of the worker.
        link: the number of the link of which it takes calls.
        follows_client: use the clock of the client, or else that of this machine.
    """

    def __init__(self, name: str, link: int, follows_client: bool) -> None:
        self.link = link
        self._name = name
        self._followed = FollowedClock(self._wake) if follows_client else None
        # Guards which runners there are, and the event loop for them: commands change them in a
        # thread while the event loop of the worker reads them.
        self._lock = threading.Lock()
        self._runners: dict[int, ShardRunner] = {}
        self._loop_thread: LoopThread | None = None
        self._stopped_loops: list[LoopThread] = []
        self._reported = AgentStatus([], None, 0)
        self._reported_at = 0.0
        self._is_over = False
        self._called_at = time.monotonic()

    # The lease

    def setup(self, worker: Worker) -> None:
        """Start the lease; called by Dask in the event loop of the worker."""
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._lease = self._loop.create_task(self._watch_lease(worker))

    async def _watch_lease(self, worker: Worker) -> None:
        while True:
            left = self._called_at + LEASE - time.monotonic()
            if left <= 0.0:
                break
            await asyncio.sleep(left)
        await worker.plugin_remove(self._name)

    def renew_lease(self) -> None:
        """The client has called."""
        self._called_at = time.monotonic()

    def teardown(self, worker: Worker) -> None:
        """Forget all shards: the client has left, or the worker closes; called by Dask."""
        self._is_over = True
        self._lease.cancel()
        with self._lock:
            for runner in self._runners.values():
                runner.stop(0.0)
            self._runners.clear()
            self._stop_loop()
        self._wake()

    # Commands

    async def execute(self, now: float, commands: Sequence[Command]) -> float:
        """Execute commands, sent `now`; return the seconds of the clock of this machine."""
        await asyncio.to_thread(self._execute_all, now, commands)
        return time.monotonic()

    def _execute_all(self, now: float, commands: Sequence[Command]) -> None:
        self._advance_clock(now, 0)
        for command in commands:
            self._execute(command)
        self._wake()

    def _execute(self, command: Command) -> None:
        if isinstance(command, OpenShard):
            self._open(command)
            return
        runner = self._runners.get(command.shard)
        if runner is not None:
            self._execute_in(runner, command)
        elif isinstance(command, AddItems | StartPass):
            raise LookupError(f"shard {command.shard} is not on this worker")
        # Otherwise it closed after an earlier command, and the client has yet to hear of that.

    def _execute_in(self, runner: ShardRunner, command: Command) -> None:
        match command:
            case AddItems(_, slots, items, immediately):
                runner.add(slots, items, immediately=immediately)
            case RemoveSlot(_, slot):
                runner.remove(slot)
            case StartPass(_, number):
                runner.start_pass(number)
            case SetTimeout(_, timeout):
                self._ask_for_time(timeout)
                runner.set_timeout(timeout)
            case CloseShard(_, grace):
                runner.close(grace)
                self._wake()
            case DropShard(shard):
                self._forget(shard)
                runner.stop(0.0)

    def _open(self, command: OpenShard) -> None:
        settings = command.settings
        self._ask_for_time(settings.timeout)
        with self._lock:
            loop = None
            if settings.kind == "tasks":
                self._loop_thread = self._loop_thread or LoopThread()
                loop = self._loop_thread.loop
            clock = self._followed or SYSTEM_CLOCK
            runner = ShardRunner(command.shard, settings, clock, loop, self._wake)
            self._runners[command.shard] = runner

    def _forget(self, shard: int) -> None:
        with self._lock:
            self._runners.pop(shard, None)
            if all(runner.kind != "tasks" for runner in self._runners.values()):
                self._stop_loop()

    def _stop_loop(self) -> None:
        if self._loop_thread is not None:
            self._loop_thread.stop()
            self._stopped_loops.append(self._loop_thread)
            self._loop_thread = None

    # Reports

    async def collect(self, wait: float) -> WorkerReport:
        """Return what has happened since the last report, after `wait` seconds at most."""
        deadline = self._loop.time() + wait
        while not (self._has_news() or self._is_over):
            left = deadline - self._loop.time()
            if left <= 0:
                break
            self._news.clear()
            try:
                async with asyncio.timeout(min(left, LOOK) if self._is_busy() else left):
                    await self._news.wait()
            except TimeoutError:
                pass
        await self._gather()
        report = self._report()
        while self._stopped_loops:
            await asyncio.to_thread(self._stopped_loops.pop().join)
        return report

    async def _gather(self) -> None:
        """Wait for more results: they come in bursts, and one report of a pass costs least."""
        if not self._pending:
            return
        await asyncio.sleep(SETTLE)
        deadline = self._loop.time() + GATHER
        while MANY < self._pending < MOST and self._loop.time() < deadline:
            if any(runner.outbox.has_ended_pass for runner in self._all_runners()):
                return
            await asyncio.sleep(SETTLE)

    def _report(self) -> WorkerReport:
        batches: list[Batch] = []
        late: list[LateCheck] = []
        runners = self._all_runners()
        for runner in runners:
            runner.outbox.take(MOST, batches, late)
        # In this order: the state of a closed shard must be as new as its ShardClosed.
        closed = self._take_closed(runners)
        status = self._status()
        changed = [state for state in status.states if state not in self._reported.states]
        self._reported, self._reported_at = status, self._loop.time()
        return WorkerReport(batches, late, changed, closed, status.wake_at, status.question)

    def _take_closed(self, runners: Iterable[ShardRunner]) -> list[ShardClosed]:
        closed = [each for runner in runners if (each := runner.take_closed()) is not None]
        for each in closed:
            if not each.abandoned:
                self._forget(each.shard)
        return closed

    def _status(self) -> AgentStatus:
        states = [runner.look() for runner in self._all_runners()]
        if self._followed is None:
            return AgentStatus(states, None, 0)
        return AgentStatus(states, self._followed.wake_at, self._followed.question)

    def _has_news(self) -> bool:
        if self._pending:
            return True
        status, reported = self._status(), self._reported
        if any(runner.is_closed for runner in self._all_runners()):
            return True
        if status.wake_at != reported.wake_at or status.question not in (0, reported.question):
            return True
        changed = [state for state in status.states if state not in reported.states]
        if any(state.in_flight for state in changed):
            # Short checks would need a report each, and their results follow anyway.
            return self._loop.time() >= self._reported_at + STATE_INTERVAL
        return status.states != reported.states

    def _is_busy(self) -> bool:
        states = self._reported.states
        return any(state.in_flight or state.abandoned for state in states) or any(
            runner.is_busy for runner in self._all_runners()
        )

    @property
    def _pending(self) -> int:
        return sum(runner.outbox.pending for runner in self._all_runners())

    def _all_runners(self) -> list[ShardRunner]:
        with self._lock:
            return list(self._runners.values())

    def _wake(self) -> None:
        """Let `collect()` look again; any thread may call it."""
        try:
            self._loop.call_soon_threadsafe(self._news.set)
        except RuntimeError:
            pass  # the worker has closed, and its event loop with it

    # The clock of the client

    async def set_time(self, now: float, answered: int) -> None:
        """It is `now` on the clock of the client, which answers all questions up to `answered`."""
        # In a thread, since timers may have to wait for a lock whose holder asks for the time.
        await asyncio.to_thread(self._advance_clock, now, answered)

    def _advance_clock(self, now: float, answered: int) -> None:
        if self._followed is not None:
            self._followed.set(now, answered)

    def _ask_for_time(self, timeout: float | None) -> None:
        if self._followed is not None:
            self._followed.is_exact = timeout is not None
