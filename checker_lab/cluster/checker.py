"""The checker over a cluster: its owner is here, and its items are checked by Dask's workers."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from distributed import Client

from checker_lab.cluster.engine import ClusterEngine
from checker_lab.cluster.mail import AddMember, RemoveMember, Roster
from checker_lab.cluster.network import Network, News
from checker_lab.cluster.owner import ClusterOwner
from checker_lab.cluster.pickling import pack_item
from checker_lab.cluster.registry import Member, Members
from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.context import Context
from checker_lab.core.events import Event
from checker_lab.core.health import AsyncCheckable, Checkable
from checker_lab.core.lines import print_event
from checker_lab.core.mail import Pace
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

SHARDS = 4
"""Shards of each kind for every worker: so that those of a lost one can be spread over the rest."""


class ClusterChecker(ThreadedChecker):
    """Checks items in the background, on the workers of a Dask cluster.

    Each item is sent to a worker once, and stays there in a shard, which is a `ThreadedChecker` or
    an `AsyncChecker` of its own. What a worker that is lost did not answer is told as skipped, and
    its items are checked by others from the next pass on.

    Args:
        client: of the cluster: a plain `distributed.Client`.
        items: what to check at first: each a `Checkable` or an `AsyncCheckable` that can be
            pickled, of classes that the workers have too.
        shards: into how many shards the items of each kind are spread; None: four for each worker.
        interval: seconds from the beginning of one pass to that of the next.
        timeout: seconds that one check may take; None for as long as it takes.
        max_concurrent: checks under way at the same time on one worker, at most, which its shards
            share; None: 32 in threads, 1000 in tasks. Who takes over from a lost one has more.
        max_abandoned: hung checks of one shard that are replaced, at most.
        patience: real seconds without a word after which a worker is lost. One that was lost and
            is back gets no shard for 60 seconds if there are others. The scheduler has the same
            time to answer, for which `run()` and `check()` wait.
        clock: whose seconds all others are.
        on_event: called by the owner, one event at a time, with all that happens. When it has an
            attribute `wants_passes` that is False, and so have all listeners, there is no event of
            a check that passed, which among many items saves most of the time here. `print_event`
            says nothing of them, so it is one of those.
        language: of the lines that are printed, "ru" or "en".

    Raises:
        ClusterLostError: the scheduler does not answer.
        DuplicateItemError: two items have one id.
        ValueError, TypeError: an argument is not what it may be; the message says what may.
    """

    _mailbox: ThreadMailbox[Any]

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
        language: str = "ru",
    ) -> None:
        check_listener(on_event)
        _check_client(client)
        self._has_owner = False
        self._network = Network(client, clock, check_seconds("patience", patience), self._take_news)
        self._members = Members()
        workers = max(len(self._network.workers()), 1)
        shards = SHARDS * workers if shards is None else check_count("shards", shards, 1)
        self._engine = ClusterEngine(
            shards=shards,
            on_one=math.ceil(shards / workers),
            max_concurrent=max_concurrent,
            members=self._members,
            connect=self._network.connect,
            want_all=lambda: self._listeners.want_all,
            interval=interval,
            timeout=timeout,
            max_abandoned=max_abandoned,
            language=language,
        )
        mailbox: ThreadMailbox[Any] = ThreadMailbox(clock=clock)
        BaseChecker.__init__(self, self._engine, mailbox, Registry(), clock, on_event)
        for item in items:
            self.add(item)

    def add(self, item: Checkable | AsyncCheckable) -> None:
        """Check `item` too: from the next pass on, and at once when a run is between passes.

        Any thread may call it, at any time. The item is pickled now: what is done to it later, the
        workers do not see.

        Raises:
            DuplicateItemError: there is an item with that id.
            TypeError: it has no id or no health(), or it cannot be pickled.
            ValueError: its id is empty.
        """
        item_id = check_id(item)
        kind = "tasks" if has_async_health(item) else "threads"
        member = Member(item_id, kind, pack_item(item))  # type: ignore[arg-type]
        with self._lock:
            self._members.add(member)
            self._post(AddMember(member))  # type: ignore[arg-type]

    def remove(self, item_id: str) -> None:
        """Check the item with that id no more; a check of it that is under way still ends.

        Any thread may call it, at any time.

        Raises:
            UnknownItemError: there is none.
        """
        with self._lock:
            member = self._members.remove(item_id)
            self._post(RemoveMember(member))  # type: ignore[arg-type]

    def run(self, context: Context | None = None) -> None:
        """Begin a pass now and one each interval, in the background, and return at once.

        Args:
            context: when it is done, for whatever reason, the run ends as by `stop()`.

        Raises:
            AlreadyRunningError: it runs, or has not ended yet.
            ClusterLostError: the scheduler does not answer.
        """
        self._mailbox.send(Roster(self._network.workers()))
        super().run(context)

    def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, now, with or without a run; return a result for each, in order.

        Raises:
            ClusterLostError: the scheduler does not answer.
            OwnerWaitsForItselfError: it was called from `on_event`.
        """
        self._mailbox.send(Roster(self._network.workers()))
        return super().check()

    def snapshot(self) -> Snapshot:
        """What is known at this moment; of checks under way, as far as was heard."""
        with self._lock:
            self._settle()
            known, empty = self._engine.known(), self._snapshot_without_items()
        # Of a million items this takes seconds, for which the owner must not wait.
        return replace(empty, items=known.views())

    def _snapshot_without_items(self) -> Snapshot:
        engine = self._engine
        return Snapshot(
            running=self._state.is_run,
            pass_number=engine.pass_number,
            missed_passes=engine.missed_passes,
            items={},
            abandoned=engine.abandoned_ids,
            in_flight=engine.in_flight_count,
            waiting=engine.waiting,
            at=self._clock.now(),
            interval=self._state.pace.interval,
            timeout=self._state.pace.timeout,
            language=engine.language,
        )

    def placement(self) -> dict[str, int]:
        """How many items each worker has now, by its address; none without a run."""
        with self._lock:
            return self._engine.placement()

    def __str__(self) -> str:
        with self._lock:
            return "\n".join(self._members)

    def __repr__(self) -> str:
        # No snapshot(), which handles the mail: a debugger that shows this must change nothing.
        with self._lock:
            state = "running" if self._state.is_run else "not running"
            items, number = len(self._members), self._engine.pass_number
        return f"<ClusterChecker {state}, {items} items, pass {number}>"

    def _take_news(self, news: News) -> None:
        """Take what came over the network, in the event loop of the client."""
        self._mailbox.send(news)
        # An owner may hold the lock while it waits for this event loop, so it must not be waited
        # for here. An owner that ends settles after this flag has fallen, and finds the news.
        if not self._has_owner:
            with self._lock:
                self._settle()

    # The mailbox. These are called with the lock held.

    def _new_owner(self) -> ClusterOwner:
        self._has_owner = True
        return ClusterOwner(self._shared, self._network)

    def _retire(self) -> None:
        self._has_owner = False
        super()._retire()

    def _renew_mailbox(self) -> None:
        self._mailbox.renew_locks()
        for mail in self._mailbox.drain():
            if isinstance(mail, AddMember | RemoveMember | Pace):
                self._mailbox.send(mail)

    def _unfinished(self) -> StopReport:
        with self._lock:
            return StopReport(False, abandoned=tuple(self._engine.started))


def _check_client(client: object) -> None:
    if not isinstance(client, Client):
        raise TypeError(
            f"client is a distributed.Client, not {client!r}: make one by Client(address)"
        )
    if client.asynchronous:
        raise TypeError("client is asynchronous: make one that is not, by Client(address)")
