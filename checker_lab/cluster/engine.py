"""The engine of a cluster's checker: it decides for shards what others decide for checks.

When passes start, which are missed and how a run ends is inherited. The engines on the workers
decide single checks; this one puts their results together. Like every engine it has no thread, no
clock and no I/O: it sends commands by links, and hears by mail.
"""

import math
from collections.abc import Callable, Iterable

from checker_lab.cluster.commands import (
    CloseShard,
    Kind,
    RemoveSlot,
    SetTimeout,
    ShardSettings,
    StartPass,
)
from checker_lab.cluster.fleet import Fleet, drop
from checker_lab.cluster.link import Link
from checker_lab.cluster.losses import Loss, LossKind, describe_loss
from checker_lab.cluster.mail import (
    ClusterMail,
    LinkLost,
    ReportReceived,
    SchedulerLost,
    WorkersListed,
)
from checker_lab.cluster.member import Member
from checker_lab.cluster.passes import ClusterPass
from checker_lab.cluster.reports import LateCheck, ShardClosed, ShardState, WorkerReport
from checker_lab.cluster.results import ResultCollector
from checker_lab.cluster.shard import Shard
from checker_lab.cluster.snapshot import TableCopies
from checker_lab.core.checks import Reply
from checker_lab.core.engine import Engine
from checker_lab.core.errors import SkipReason
from checker_lab.core.events import (
    ClusterLost,
    Event,
    ItemsNotChecked,
    LateReturn,
    PassEnded,
    PassStarted,
    WorkerLost,
)
from checker_lab.core.registry import Registry
from checker_lab.core.results import CheckResult

__all__ = ["ClusterEngine"]

KINDS: tuple[Kind, ...] = ("threads", "tasks")

MAX_CONCURRENT = {"threads": 32, "tasks": 1000}
"""Checks in flight on one worker, as on one machine."""

MAX_QUEUED = 3
"""Passes on their way to a worker: more would arrive in a burst."""


class ClusterEngine(Engine):
    """All decisions of one checker whose items are checked by the workers of a cluster.

    Args:
        shards: how many shards the items of each kind are spread over.
        per_worker: how many of them one worker has while all workers are there: it divides its
            limit among so many.
        max_concurrent: checks in flight on one worker; None for `MAX_CONCURRENT`.
        registry: the items; their order is that of the results.
        connect: makes a link to the worker with this address.
        want_all: does a listener want events of checks that passed?
        interval, timeout, max_abandoned, language: as those of `Engine`.
    """

    def __init__(
        self,
        *,
        shards: int,
        per_worker: int,
        max_concurrent: int | None,
        registry: Registry[Member],
        connect: Callable[[str], Link],
        want_all: Callable[[], bool],
        interval: float,
        timeout: float | None,
        max_abandoned: int,
        language: str | None,
    ) -> None:
        super().__init__(
            interval=interval,
            timeout=timeout,
            max_concurrent=MAX_CONCURRENT["threads"] if max_concurrent is None else max_concurrent,
            max_abandoned=max_abandoned,
            language=language,
        )
        self._limit = max_concurrent
        self._per_worker = per_worker
        self._registry = registry
        self._results = ResultCollector(self._announce, self._end, want_all, self.language)
        self.shards = [
            Shard(len(KINDS) * each + k, KINDS[k]) for each in range(shards) for k in (0, 1)
        ]
        self.fleet = Fleet(self.shards, connect, self._settings_of)
        # The shard that gets the next item, for each kind.
        self._turn = dict.fromkeys(KINDS, 0)
        # Removed items that are still being checked, by id: an item with the same id that comes
        # meanwhile must not be checked elsewhere at the same time.
        self._leaving: dict[str, Member] = {}
        self._is_closing = False
        self.cancelled: list[str] = []
        self._now = -math.inf
        self._handlers |= {
            WorkersListed: self._take_workers,
            ReportReceived: self._take_report,
            LinkLost: self._lose,
            SchedulerLost: self._lose_all,
        }

    # What the owner reports

    def handle(self, mail: Iterable[ClusterMail], now: float) -> None:
        """Take in mail in its order."""
        self._now = now
        self._results.wall_offset = self.wall_offset
        super().handle(mail, now)  # type: ignore[arg-type]

    def advance(self, now: float) -> None:
        """Start the passes that are due, except while the shards of a `check()` close."""
        self._now = now
        if not self._is_closing:
            super().advance(now)
        self.fleet.set_time(now)

    def end_run(self) -> None:
        """The run has ended, and its owner with it."""
        super().end_run()
        self._is_closing = False
        self.cancelled = []

    def forget_all(self, now: float) -> None:
        """The owner died: remove everything from the workers, and answer those who wait."""
        self._now = now
        try:
            for link in list(self.fleet.links.values()):
                self._disconnect(link, SkipReason.STOPPED)
        finally:
            super().forget_all(now)
            for started in self._results.passes.values():
                if started.reply is not None:
                    started.reply.close()
            self._results.passes.clear()

    # What the owner asks

    def wake_at(self) -> float | None:
        """When to look again even without mail, or None for never."""
        worker_wakes_at = self.fleet.wake_at()
        moments = [] if worker_wakes_at is None else [worker_wakes_at]
        if self._timetable is not None and not (self.stopping or self._is_closing):
            moments.append(self._timetable.next_tick)
        return min(moments, default=None)

    @property
    def has_work(self) -> bool:
        """Is there anything to do, now or later?"""
        return self.running or self.stopping or bool(self._asked or self._results.passes)

    def may_rest(self, is_run: bool, has_mail: bool) -> bool:
        """May the owner end? Not before the workers have closed all shards that they can."""
        if self._is_all_closed:
            self._is_closing = False
        if self.has_news:
            return False
        if not self.stopping:
            if self.has_work or is_run or (has_mail and not self._is_closing):
                return False
            self._close_once()
        return self._is_all_closed

    def take_replies(self) -> list[tuple[Reply, tuple[CheckResult, ...]]]:
        """The replies of passes that have ended; without a run only when all shards are closed."""
        if self.replies and not (self.has_work or self._is_all_closed):
            self._close_once()
            return []
        return super().take_replies()

    def _close_once(self) -> None:
        if not (self._is_closing or self._is_all_closed):
            self._is_closing = True
            self._close(0.0)

    @property
    def in_flight_count(self) -> int:
        """How many checks have been handed out, as the workers last reported."""
        return sum(shard.in_flight for shard in self.shards)

    @property
    def waiting(self) -> int:
        """How many checks wait for their turn, or are on their way to a worker."""
        pending = sum(len(shard.pending) for shard in self.shards)
        return max(pending - self.in_flight_count, 0)

    @property
    def abandoned_ids(self) -> tuple[str, ...]:
        """The ids whose abandoned checks still run, oldest first."""
        abandoned = [
            (shard.started_at.get(slot, math.inf), shard.members[slot].item_id)
            for shard in self.shards
            for slot in shard.abandoned
        ]
        return tuple(item_id for _, item_id in sorted(abandoned, key=lambda each: each[0]))

    @property
    def started(self) -> dict[str, float]:
        """When each check that runs started, as last reported, by the id of its item."""
        return {
            shard.members[slot].item_id: at + shard.link.offset
            for shard in self.shards
            if shard.link is not None
            for slot, at in shard.started_at.items()
            # Its worker may report a result first, and that the check has ended afterwards.
            if shard.is_busy(slot)
        }

    def copy_tables(self) -> TableCopies:
        """Copy the statistics of all items."""
        return TableCopies(self._registry.entries(), self.shards, self.started, self.abandoned_ids)

    # Items

    def _add(self, now: float, member: Member) -> None:  # type: ignore[override]
        leaving = self._leaving.pop(member.item_id, None)
        if leaving is not None and leaving.kind == member.kind and self._is_busy(leaving):
            shard = self.shards[leaving.shard]
            shard.replace(leaving, member, self.pass_number)
        else:
            shard = self._next_shard(member.kind)
            shard.add(member)
        if not self._is_between_passes(now):
            return
        if self._is_busy(member):
            self._results.skip_alone(shard, member.slot, self.pass_number, now)
        else:
            self._check_alone(shard, member)

    def _next_shard(self, kind: Kind) -> Shard:
        of_kind = self.shards[KINDS.index(kind) :: len(KINDS)]
        turn = self._turn[kind]
        self._turn[kind] = (turn + 1) % len(of_kind)
        return of_kind[turn]

    def _is_busy(self, member: Member) -> bool:
        return self.shards[member.shard].is_busy(member.slot)

    def _check_alone(self, shard: Shard, member: Member) -> None:
        """Check a new item between two passes, if its shard has a worker that answers."""
        if shard.link is None and shard.live == 1:
            self.fleet.assign()
        link = shard.link
        if link is None or link.is_silent or (shard.live > 1 and shard.last_pass is None):
            return
        if shard.last_pass is None:
            # A checker checks new items only in a run, which a pass over no items begins.
            link.send(StartPass(shard.number, self.pass_number))
            shard.last_pass, shard.is_draining = self.pass_number, False
        link.send(*shard.take_unsent(immediately=True))
        shard.pending.add_alone(member.slot, shard.last_pass)

    def _remove(self, now: float, member: Member) -> None:  # type: ignore[override]
        shard = self.shards[member.shard]
        if self._is_busy(member):
            self._leaving[member.item_id] = member
        if shard.remove(member, self.pass_number) and shard.link is not None:
            shard.link.send(RemoveSlot(shard.number, member.slot))

    # Passes

    def _begin_pass(self, now: float, reply: Reply | None = None) -> None:
        self.pass_number += 1
        self._leaving = {each: old for each, old in self._leaving.items() if self._is_busy(old)}
        for shard in self.shards:
            shard.free_slots(self.pass_number)
        items = sum(shard.live for shard in self.shards)
        members = [] if reply is None else [m for m in self._registry.entries() if m.is_placed]
        started = ClusterPass(self.pass_number, items, reply, members)
        self._open_passes += 1
        self.events.append(PassStarted(started.number, items, now, self.language))
        if not items:
            self._end(started)
            return
        self._results.passes[started.number] = started
        if not self.stopping:
            self.fleet.assign()
        self._start_shards(started.number)

    def _start_shards(self, number: int) -> None:
        hindered: dict[tuple[SkipReason, str], list[Shard]] = {}
        for shard in self.shards:
            reason = self._hindrance(shard)
            if reason is None and shard.link is not None:
                shard.link.send(*shard.take_unsent(), StartPass(shard.number, number))
                shard.last_pass, shard.is_draining = number, False
            shard.await_pass(number)
            if reason is not None and shard.live:
                worker = "" if shard.link is None else shard.link.worker
                hindered.setdefault((reason, worker), []).append(shard)
        for (reason, worker), shards in hindered.items():
            self._skip_pass(shards, number, reason, worker)

    def _hindrance(self, shard: Shard) -> SkipReason | None:
        """Why can no pass start on this shard?"""
        if self.stopping:
            return SkipReason.STOPPED
        if shard.link is None:
            return SkipReason.NO_WORKERS
        if shard.link.is_silent:
            return SkipReason.WORKER_SILENT
        return SkipReason.STILL_WAITING if shard.queued_passes >= MAX_QUEUED else None

    def _skip_pass(self, shards: list[Shard], number: int, reason: SkipReason, worker: str) -> None:
        if reason is not SkipReason.STOPPED:
            items = sum(shard.live for shard in shards)
            self.events.append(ItemsNotChecked(number, items, reason, worker, self.language))
        for shard in shards:
            self._results.skip(shard, shard.pending.in_pass(number), number, self._now, reason)

    def _announce(self, event: Event) -> None:
        # A bound method of the list would not do: take_events() puts another in its place.
        self.events.append(event)

    def _end(self, ended: ClusterPass) -> None:
        self._open_passes -= 1
        at = self._now
        self.events.append(PassEnded(ended.number, ended.items, ended.failures, at, self.language))
        if ended.reply is not None:
            self.replies.append((ended.reply, ended.in_order()))

    # Workers

    def _settings_of(self, shard: Shard) -> ShardSettings:
        limit = max((self._limit or MAX_CONCURRENT[shard.kind]) // self._per_worker, 1)
        return ShardSettings(shard.kind, self.timeout, limit, self.max_abandoned)

    def _take_workers(self, now: float, workers: tuple[str, ...]) -> None:
        for link in self.fleet.update(now, workers):
            self._lose(now, link, Loss(LossKind.LEFT))

    def _lose(self, now: float, link: Link, why: Loss) -> None:
        if not self.fleet.has(link):
            return
        self.fleet.quarantine(now, link.worker)
        text = describe_loss(why, self.language)
        self.events.append(WorkerLost(link.worker, text, self.language))
        self._disconnect(link, SkipReason.WORKER_LOST)

    def _lose_all(self, now: float, why: Loss) -> None:
        if not (self.fleet.links or self.has_work):
            return  # it was announced already, or no run needs the cluster
        self.events.append(ClusterLost(describe_loss(why, self.language), self.language))
        self.fleet.workers = ()
        for link in list(self.fleet.links.values()):
            self._disconnect(link, SkipReason.WORKER_LOST)
        if self.has_work:
            self._stop_at = now

    def _disconnect(self, link: Link, reason: SkipReason) -> None:
        """Close the link, and skip the pending checks of its shards."""
        lost = self.fleet.disconnect(link)
        if reason is not SkipReason.STOPPED:
            self._announce_not_checked(lost, reason, link.worker)
        for shard in lost:
            self._skip_pending(shard, reason)
            shard.detach()

    def _announce_not_checked(self, lost: list[Shard], reason: SkipReason, worker: str) -> None:
        counts: dict[int, int] = {}
        for shard in lost:
            for number, slots in shard.pending.by_pass():
                counts[number] = counts.get(number, 0) + len(slots)
        for number, count in sorted(counts.items()):
            self.events.append(ItemsNotChecked(number, count, reason, worker, self.language))

    def _skip_pending(self, shard: Shard, reason: SkipReason) -> None:
        for number, slots in shard.pending.by_pass():
            self._results.skip(shard, slots, number, self._now, reason)

    # Reports

    def _take_report(self, now: float, link: Link, report: WorkerReport) -> None:
        if not self.fleet.has(link):
            return
        link.wake_at = report.wake_at
        # A shard may have moved on meanwhile: then its checks were skipped, and this is too late.
        for batch in report.batches:
            shard = self.shards[batch.shard]
            if shard.link is link:
                self._results.take(shard, batch, link.offset)
        for late in report.late:
            self._take_late(late)
        self._take_states(link, report)
        self.fleet.disconnect_if_unused(link)

    def _take_states(self, link: Link, report: WorkerReport) -> None:
        for state in report.states:
            shard = self.shards[state.shard]
            if shard.link is link:
                self._take_state(shard, state)
        for closed in report.closed:
            shard = self.shards[closed.shard]
            if shard.link is link:
                self._take_closed(shard, closed)

    def _take_late(self, late: LateCheck) -> None:
        item_id = self.shards[late.shard].members[late.slot].item_id
        self.events.append(LateReturn(item_id, late.pass_number, late.late, self.language))

    def _take_state(self, shard: Shard, state: ShardState) -> None:
        shard.take_state(state)
        if shard.is_draining and not shard.abandoned:
            drop(shard)

    def _take_closed(self, shard: Shard, closed: ShardClosed) -> None:
        self.cancelled += [shard.members[slot].item_id for slot in closed.cancelled]
        self._skip_pending(shard, SkipReason.STOPPED)
        if not closed.abandoned:
            shard.detach()  # the worker has forgotten it
        elif not shard.abandoned:
            drop(shard)  # the last abandoned check returned right after it closed
        else:
            shard.is_closing, shard.is_draining, shard.last_pass = False, True, None

    # The end

    def _stop(self, now: float, grace: float) -> None:
        super()._stop(now, grace)
        if self.stopping:
            self._close(grace)

    def _close(self, grace: float) -> None:
        for shard in self.shards:
            if shard.link is not None and not shard.is_draining:
                shard.is_closing = True
                shard.link.send(CloseShard(shard.number, grace))

    @property
    def _is_all_closed(self) -> bool:
        return all(shard.link is None or shard.is_draining for shard in self.shards)

    def _change_pace(self, now: float, interval: float, timeout: float | None) -> None:
        super()._change_pace(now, interval, timeout)
        for shard in self.shards:
            if shard.link is not None:
                shard.link.send(SetTimeout(shard.number, timeout))
