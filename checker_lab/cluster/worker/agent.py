"""What runs on a worker: the agent of one checker, which obeys its orders and collects its news.

The functions at the end are those that the client calls there, by Dask's `Client.run`.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Sequence

from distributed import Worker

from checker_lab.cluster.commands import Add, Begin, Close, Drop, Limit, Open, Order, Remove
from checker_lab.cluster.reports import Batch, Closed, Late, Report, UnderWay
from checker_lab.cluster.worker.followed_clock import FollowedClock
from checker_lab.cluster.worker.shard_runner import ShardRunner
from checker_lab.core.clock import SYSTEM_CLOCK, Clock

__all__ = ["Agent", "collect", "obey", "tell_time"]

LOOK = 0.02
"""Seconds between two looks at what is under way, while something is."""

SETTLE = 0.003
"""Seconds that the first news wait for others."""

GATHER = 0.2
"""Seconds that many news wait for the end of their pass."""

MANY = 256
"""News that are worth waiting for more."""

MOST = 50_000
"""News of a shard in one report."""

CHANGES = 0.1
"""Seconds between two reports of nothing but other checks that are under way."""

LAST_WAIT = 1.0
"""Seconds in which an event loop that is needed no more lets its tasks end."""

LEASE = 60.0
"""Seconds without a word from the client after which its shards are forgotten."""


class Agent:
    """All shards of one checker that are on one worker.

    Args:
        follows: shall its clock be that of the client? Else it is that of this machine.
    """

    def __init__(self, follows: bool) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        # Guards which runners there are, and whether there is an event loop for them: orders are
        # carried out in a thread, and news are collected in the event loop of the worker.
        self._lock = threading.Lock()
        self._runners: dict[int, ShardRunner] = {}
        self._clock: Clock = FollowedClock(self._wake) if follows else SYSTEM_CLOCK
        self._asked = 0
        self._tasks: _LoopThread | None = None
        self._ended_tasks: list[_LoopThread] = []
        self._told: list[UnderWay] = []
        self._told_at = 0.0
        self._told_wake_at: float | None = None
        self.is_over = False
        self.heard_at = time.monotonic()
        self._lease = self._loop.call_later(LEASE, self._check_lease)

    # Orders: in a thread, one after another

    def obey(self, now: float, orders: Sequence[Order]) -> None:
        """Carry out the orders, given when it was `now` by the clock of the client."""
        self.tell_time(now)
        for order in orders:
            self._obey(order)
        self._wake()

    def _obey(self, order: Order) -> None:
        if isinstance(order, Open):
            self._open(order)
            return
        runner = self._runners.get(order.shard)
        if runner is not None:
            self._obey_in(runner, order)
        elif isinstance(order, Add | Begin):
            raise LookupError(f"shard {order.shard} is not here")
        # Else it has ended after an earlier stop, of which the client has yet to hear.

    def _obey_in(self, runner: ShardRunner, order: Order) -> None:
        match order:
            case Add(_, slots, items, at_once):
                runner.add(slots, items, at_once=at_once)
            case Remove(_, slot):
                runner.remove(slot)
            case Begin(_, number):
                runner.begin(number)
            case Limit(_, timeout):
                self._ask_exactly(timeout)
                runner.limit(timeout)
            case Close(_, grace):
                runner.close(grace)
            case Drop(shard):
                self._forget(shard)
                runner.end(0.0)

    def _open(self, order: Open) -> None:
        settings = order.settings
        self._ask_exactly(settings.timeout)
        with self._lock:
            loop = None
            if settings.kind == "tasks":
                self._tasks = self._tasks or _LoopThread()
                loop = self._tasks.loop
            runner = ShardRunner(order.shard, settings, self._clock, loop, self._wake)
            self._runners[order.shard] = runner

    def _forget(self, shard: int) -> None:
        with self._lock:
            self._runners.pop(shard, None)
            if all(each.kind != "tasks" for each in self._runners.values()):
                self._end_tasks()

    def _end_tasks(self) -> None:
        if self._tasks is not None:
            self._tasks.end()
            self._ended_tasks.append(self._tasks)
            self._tasks = None

    def _check_lease(self) -> None:
        left = self.heard_at + LEASE - time.monotonic()
        if left <= 0:
            self.drop()
        elif not self.is_over:
            self._lease = self._loop.call_later(left, self._check_lease)

    def drop(self) -> None:
        """Forget all: the client is gone, or has given this agent up."""
        self.is_over = True
        self._lease.cancel()
        for runner in list(self._runners.values()):
            runner.end(0.0)
        with self._lock:
            self._runners.clear()
            self._end_tasks()
        self._wake()

    # News: in the event loop of the worker

    async def collect(self, wait: float) -> Report:
        """What has happened since the last report; when nothing does, wait `wait` seconds."""
        deadline = self._loop.time() + wait
        while not (self._has_news() or self.is_over):
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
        while self._ended_tasks:
            await asyncio.to_thread(self._ended_tasks.pop().join)
        return report

    async def _gather(self) -> None:
        """More comes right after the first, and all of a pass in one report costs least."""
        if not self._pending:
            return
        await asyncio.sleep(SETTLE)
        deadline = self._loop.time() + GATHER
        while MANY < self._pending < MOST and self._loop.time() < deadline:
            if any(runner.news.has_ended_pass for runner in self._runners.values()):
                return
            await asyncio.sleep(SETTLE)

    def _report(self) -> Report:
        batches: list[Batch] = []
        late: list[Late] = []
        runners = list(self._runners.values())
        for runner in runners:
            runner.news.take(MOST, batches, late)
        # Before the look, or it could tell of abandoned checks which that has not seen yet.
        closed = self._closed(runners)
        under_way = self._look()
        changed = [each for each in under_way if each not in self._told]
        self._told, self._told_at = under_way, self._loop.time()
        self._asked = max(self._asks, self._asked)
        self._told_wake_at = wake_at = self._wake_at()
        return Report(time.monotonic(), batches, late, changed, closed, wake_at, self._asks)

    def _closed(self, runners: Sequence[ShardRunner]) -> list[Closed]:
        closed = [each for runner in runners if (each := runner.closed()) is not None]
        for each in closed:
            if not each.abandoned:
                self._forget(each.shard)
        return closed

    @property
    def _pending(self) -> int:
        return sum(runner.news.pending for runner in list(self._runners.values()))

    def _has_news(self) -> bool:
        if self._pending or self._asks > self._asked or self._wake_at() != self._told_wake_at:
            return True
        if any(runner.is_closed for runner in list(self._runners.values())):
            return True
        is_soon = self._loop.time() < self._told_at + CHANGES
        under_way = self._look()
        if is_soon and any(each.handed_out for each in under_way if each not in self._told):
            return False
        return under_way != self._told

    def _look(self) -> list[UnderWay]:
        return [runner.look() for runner in list(self._runners.values())]

    def _is_busy(self) -> bool:
        return any(each.handed_out or each.abandoned for each in self._told) or any(
            runner.is_busy for runner in list(self._runners.values())
        )

    def _wake_at(self) -> float | None:
        return self._clock.wake_at if isinstance(self._clock, FollowedClock) else None

    def _wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._news.set)
        except RuntimeError:
            pass  # the worker has ended

    # The clock

    def tell_time(self, now: float, answers: int = 0) -> None:
        """The clock of the client says `now`, as was asked up to that number."""
        if isinstance(self._clock, FollowedClock):
            self._clock.tell(now, answers)

    @property
    def _asks(self) -> int:
        return self._clock.asks if isinstance(self._clock, FollowedClock) else 0

    def _ask_exactly(self, timeout: float | None) -> None:
        if isinstance(self._clock, FollowedClock):
            self._clock.is_exact = timeout is not None


class _LoopThread:
    """An event loop for the checks of tasks: that of the worker must not wait for them."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._live, name="checker_lab loop", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End it, after the owners that were told to stop."""
        self.loop.call_soon_threadsafe(self.loop.stop)

    def join(self) -> None:
        """Wait until it has ended; not for a task that blocks it."""
        self._thread.join(2 * LAST_WAIT)

    def _live(self) -> None:
        self.loop.run_forever()
        self.loop.run_until_complete(self._end_tasks())
        self.loop.close()

    async def _end_tasks(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_WAIT)


# What the client calls

CALLS = {"collect", "forget", "obey", "tell_time"}


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Else the log of a worker would have two lines a second of what is called below."""
    args = record.args
    is_call = str(record.msg).startswith("Run out-of-band function")
    return not (is_call and isinstance(args, tuple) and args[0] in CALLS)


logging.getLogger("distributed.worker").addFilter(_is_worth_a_line)

_agents: dict[tuple[str, str], tuple[int, Agent]] = {}
"""By the address of the worker and the checker, since a process may be many workers: the number of
the link through which the client speaks, and the agent. Only event loops of workers touch it, and
each its own entries."""


async def obey(
    checker: str,
    link: int,
    follows: bool,
    now: float,
    orders: Sequence[Order],
    dask_worker: Worker,
) -> float | None:
    """Carry out the orders; return the seconds of the clock of this machine, or None if unknown."""
    agent = _agent(dask_worker.address, checker, link)
    if agent is None and isinstance(orders[0], Open):
        agent = _make_agent(dask_worker.address, checker, link, follows)
    if agent is None:
        return None
    await asyncio.to_thread(agent.obey, now, orders)
    return time.monotonic()


async def collect(checker: str, link: int, wait: float, dask_worker: Worker) -> Report | None:
    """What has happened there since the last time, for which it waits `wait` seconds, or None."""
    agent = _agent(dask_worker.address, checker, link)
    return None if agent is None else await agent.collect(wait)


async def tell_time(checker: str, link: int, now: float, answers: int, dask_worker: Worker) -> None:
    """The clock of the client says `now`, as was asked up to that number."""
    agent = _agent(dask_worker.address, checker, link)
    if agent is not None:
        # In a thread, since alarms may have to wait for what those hold who ask for the time.
        await asyncio.to_thread(agent.tell_time, now, answers)


async def forget(checker: str, link: int, dask_worker: Worker) -> None:
    """The client needs the agent of this link no more."""
    agent = _agent(dask_worker.address, checker, link)
    if agent is not None:
        del _agents[dask_worker.address, checker]
        agent.drop()


def _agent(address: str, checker: str, link: int) -> Agent | None:
    known, agent = _agents.get((address, checker), (link, None))
    if agent is None or known != link or agent.is_over:
        return None
    agent.heard_at = time.monotonic()
    return agent


def _make_agent(address: str, checker: str, link: int, follows: bool) -> Agent | None:
    known, agent = _agents.get((address, checker), (link, None))
    if known > link:
        return None  # the client has given up this link, and what came through it came late
    if agent is not None:
        agent.drop()
    agent = Agent(follows)
    _agents[address, checker] = (link, agent)
    return agent
