"""The checker over a cluster: its owner is here, and the workers of Dask check its items."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from distributed import Client

from checker_lab.cluster.engine import ClusterEngine
from checker_lab.cluster.mail import ClusterMail, NetworkMail, WorkersListed
from checker_lab.cluster.member import Member
from checker_lab.cluster.network import Network
from checker_lab.cluster.owner import ClusterOwner
from checker_lab.cluster.pickling import pack_item
from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.context import Context
from checker_lab.core.events import Event
from checker_lab.core.health import AsyncCheckable, Checkable
from checker_lab.core.lines import print_event
from checker_lab.core.mail import AddItem
from checker_lab.core.registry import Registry
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import (
    check_count,
    check_id,
    check_listener,
    check_seconds,
    has_async_health,
)
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.threads.mailbox import ThreadMailbox

__all__ = ["ClusterChecker"]

SHARDS_PER_WORKER = 4
"""Shards of each kind: enough to spread those of a lost worker over the others."""


class ClusterChecker(ThreadedChecker):
    """Checks items in the background, on the workers of a Dask cluster.

    Each item is sent to a worker once and stays there in a shard, which is a `ThreadedChecker` or
    an `AsyncChecker` of its own. When a worker is lost, the checks that it did not report are
    skipped, and other workers check its items from the next pass on.

    Args:
        client: the client of the cluster, a synchronous `distributed.Client`.
        items: what to check at first: each a `Checkable` or an `AsyncCheckable` that can be
            pickled, of a class that the workers can import.
        shards: how many shards the items of each kind are spread over; None for four per worker.
        interval: seconds from the start of one pass to the start of the next.
        timeout: seconds that one check may take; None for no limit.
        max_concurrent: checks in flight on one worker, which its shards share; None for 32 in
            threads and 1000 in tasks. A worker that takes over from a lost one may have more.
        max_abandoned: hung checks of one shard that are replaced.
        patience: real seconds without a heartbeat after which a worker is lost. If it comes back,
            it gets no shard for 60 seconds unless there is no other. The scheduler gets as long to
            answer, and `run()` and `check()` wait for it.
        clock: the clock that measures all other seconds, on the workers too.
        on_event: called by the owner with each event, one at a time. If its attribute
            `wants_passes` is False, and that of every listener, there are no events of checks that
            passed; with many items that saves most of the time here. `print_event` has it.
        language: of printed lines, "ru" or "en"; None for that of `set_language()`, and Russian
            without one.

    Raises:
        ClusterLostError: the scheduler does not answer.
        DuplicateItemError: two items have the same id.
        ValueError, TypeError: an argument is not allowed; the message says what is.
    """

    _mailbox: ThreadMailbox[ClusterMail]  # type: ignore[assignment]

    def __init__(
        self,
        client: Client,
        items: Iterable[Checkable | AsyncCheckable] = (),
        *,
        shards: int | None = None,
        interval: float = 5.0,
        timeout: float | None = None,
        max_concurrent: int | None = None,
        max_abandoned: int = 32,
        patience: float = 5.0,
        clock: Clock = SYSTEM_CLOCK,
        on_event: Callable[[Event], object] = print_event,
        language: str | None = None,
    ) -> None:
        check_listener(on_event)
        _check_client(client)
        self._has_owner = False
        registry: Registry[Member] = Registry()
        self._network = Network(
            client, clock, check_seconds("patience", patience), self._take_network_mail
        )
        workers = max(len(self._network.workers()), 1)
        if shards is None:
            shards = SHARDS_PER_WORKER * workers
        engine = ClusterEngine(
            shards=check_count("shards", shards, 1),
            per_worker=math.ceil(shards / workers),
            max_concurrent=max_concurrent,
            registry=registry,
            connect=self._network.connect,
            want_all=lambda: self._listeners.want_all,
            interval=interval,
            timeout=timeout,
            max_abandoned=max_abandoned,
            language=language,
        )
        mailbox: ThreadMailbox[ClusterMail] = ThreadMailbox(clock=clock)
        BaseChecker.__init__(self, engine, mailbox, registry, clock, on_event)  # type: ignore[arg-type]
        for item in items:
            self.add(item)

    def add(self, item: Checkable | AsyncCheckable) -> None:
        """Check `item` too: from the next pass on, or immediately if no pass is running.

        Any thread may call it, at any time. It pickles the item: the workers do not see what you
        change in it later.

        Raises:
            DuplicateItemError: there is an item with that id.
            TypeError: it has no id or no health(), or it cannot be pickled.
            ValueError: its id is empty.
        """
        item_id = check_id(item)
        kind = "tasks" if has_async_health(item) else "threads"
        member = Member(item_id, kind, pack_item(item))  # type: ignore[arg-type]
        with self._lock:
            self._post(AddItem(self._members.register(member)))

    def run(self, context: Context | None = None) -> None:
        """Start a pass now and one each interval, in the background, and return immediately.

        Args:
            context: when it is done, for whatever reason, the run ends as by `stop()`.

        Raises:
            AlreadyRunningError: it is running, or has not ended yet.
            ClusterLostError: the scheduler does not answer.
        """
        self._mailbox.send(WorkersListed(self._network.workers()))
        super().run(context)

    def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, now, with or without a run; return a result for each, in order.

        Raises:
            ClusterLostError: the scheduler does not answer.
            OwnerWaitsForItselfError: it was called from `on_event`.
        """
        self._mailbox.send(WorkersListed(self._network.workers()))
        return super().check()

    def snapshot(self) -> Snapshot:
        """Everything the checker knows now; of checks in flight, what the workers last reported."""
        with self._lock:
            self._settle()
            tables, snapshot = self._engine.copy_tables(), self._snapshot_without_items()
        # Without the lock: a million items take seconds, and the owner must not wait for that.
        return replace(snapshot, items=tables.views())

    def _snapshot_without_items(self) -> Snapshot:
        state, engine = self._state, self._engine
        return Snapshot(
            running=state.is_run,
            pass_number=engine.pass_number,
            missed_passes=engine.missed_passes,
            items={},
            abandoned=engine.abandoned_ids,
            in_flight=engine.in_flight_count,
            waiting=engine.waiting,
            at=self._clock.now(),
            interval=state.pace.interval,
            timeout=state.pace.timeout,
            language=engine.language,
            next_pass_at=engine.next_pass_at,
        )

    def placement(self) -> dict[str, int]:
        """Return the number of items on each worker, by its address; empty without a run."""
        with self._lock:
            return self._engine.fleet.placement()

    def _take_network_mail(self, mail: NetworkMail) -> None:
        """Take mail in the event loop of the client, and read it here if there is no owner."""
        self._mailbox.send(mail)
        # Without the lock: an owner may hold it while it waits for this event loop. An owner that
        # retires clears the flag before it settles, so either it or this call reads the mail.
        if not self._has_owner:
            with self._lock:
                self._settle()

    # With the lock held

    @property
    def _engine(self) -> ClusterEngine:
        return cast("ClusterEngine", self._state.engine)

    @property
    def _members(self) -> Registry[Member]:
        return cast("Registry[Member]", self._state.registry)

    def _new_owner(self) -> ClusterOwner:
        self._has_owner = True
        self._network.start_polling()
        return ClusterOwner(self._shared)

    def _retire(self) -> None:
        self._has_owner = False
        self._network.stop_polling()
        super()._retire()  # which may hire the next one

    def _unfinished(self) -> StopReport:
        with self._lock:
            return StopReport(False, abandoned=tuple(self._engine.started))


def _check_client(client: object) -> None:
    if not isinstance(client, Client):
        raise TypeError(f"client must be a distributed.Client, not {client!r}: use Client(address)")
    if client.asynchronous:
        raise TypeError("client must not be asynchronous: use Client(address)")
