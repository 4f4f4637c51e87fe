"""The engine of a cluster's checker: for shards it decides what others decide for checks.

When passes begin, what is missed, and how a run ends, is the same; single checks are the matter of
the engines on the workers, whose results it puts together.
"""

import math
from collections.abc import Callable
from typing import Any

from checker_lab.cluster.commands import Begin, Close, Drop, Kind, Limit, Open, Remove, Settings
from checker_lab.cluster.link import Link
from checker_lab.cluster.losses import Loss, LossKind, in_words
from checker_lab.cluster.mail import AddMember, Gone, Lost, RemoveMember, Reported, Roster
from checker_lab.cluster.passes import ClusterPass
from checker_lab.cluster.placement import place, spread
from checker_lab.cluster.registry import Member, Members
from checker_lab.cluster.reports import Closed, Late, Report, UnderWay
from checker_lab.cluster.results import Results
from checker_lab.cluster.shard import Shard
from checker_lab.cluster.snapshot import Known
from checker_lab.core.checks import Reply
from checker_lab.core.clock import is_due
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
from checker_lab.core.results import CheckResult

__all__ = ["ClusterEngine"]

KINDS: tuple[Kind, ...] = ("threads", "tasks")

LIMITS = {"threads": 32, "tasks": 1000}
"""Checks of one worker under way at once, at most: as on one machine."""

BEHIND = 3
"""Passes on their way to a worker, at most: more would come in a burst."""

SHUNNED = 60.0
"""Seconds for which a worker that was lost, and is there again, gets no shard if others can."""


class ClusterEngine(Engine):
    """All decisions of one checker whose items are checked by the workers of a cluster.

    Args:
        shards: into how many shards the items of each kind are spread.
        on_one: how many of them one worker has, when all workers are there: those share its limit.
        max_concurrent: checks of one worker under way at once, at most; None: `LIMITS`.
        members: the items; their order is that of the results.
        connect: makes a link to the worker with that address.
        want_all: does anybody hear of checks that passed?
        settings: as those of `Engine`.
    """

    def __init__(
        self,
        *,
        shards: int,
        on_one: int,
        max_concurrent: int | None,
        members: Members,
        connect: Callable[[str], Link],
        want_all: Callable[[], bool],
        **settings: Any,
    ) -> None:
        limit = LIMITS["threads"] if max_concurrent is None else max_concurrent
        super().__init__(max_concurrent=limit, **settings)
        self._limit = max_concurrent
        self._on_one = on_one
        self._members = members
        self._connect = connect
        self._results = Results(self._tell, self._end, want_all, self.language)
        self.shards = [
            Shard(len(KINDS) * each + k, KINDS[k]) for each in range(shards) for k in (0, 1)
        ]
        self._turn = dict.fromkeys(KINDS, 0)
        self._workers: tuple[str, ...] = ()
        self._links: dict[str, Link] = {}
        self._shunned: dict[str, float] = {}
        self._gone: dict[str, Member] = {}
        self._is_closing = False
        self.cancelled: list[str] = []
        self._now = -math.inf
        self._handlers |= {
            AddMember: self._add_member,
            RemoveMember: self._remove_member,
            Roster: self._call_roll,
            Reported: self._take_report,
            Lost: self._lose,
            Gone: self._lose_all,
        }

    # What the owner tells

    def handle(self, mail: Any, now: float) -> None:
        """Take in what has come, in its order."""
        self._now = now
        super().handle(mail, now)

    def advance(self, now: float) -> None:
        """Begin the passes that are due, but not while the shards of a `check()` are let go."""
        self._now = now
        if not self._is_closing:
            super().advance(now)
        for link in self._links.values():
            if link.wake_at is not None and is_due(link.wake_at, now):
                link.tell_time(now)

    def end_run(self) -> None:
        """The run has ended, and the owner with it."""
        super().end_run()
        self._is_closing = False
        self.cancelled = []

    def forget_all(self, now: float) -> None:
        """The owner died: let the workers forget their shards, and tell those who wait."""
        self._now = now
        try:
            for link in list(self._links.values()):
                self._cut(link, SkipReason.STOPPED)
        finally:
            super().forget_all(now)
            for begun in self._results.passes.values():
                if begun.reply is not None:
                    begun.reply.close()
            self._results.passes.clear()

    # What the owner asks

    def wake_at(self) -> float | None:
        """When to look again though no mail has come, or None for never."""
        moments = [link.wake_at for link in self._links.values() if link.wake_at is not None]
        if self._timetable is not None and not (self.stopping or self._is_closing):
            moments.append(self._timetable.next_tick)
        return min(moments, default=None)

    @property
    def has_work(self) -> bool:
        """Is there anything to do, now or later?"""
        return self.running or self.stopping or bool(self._asked or self._results.passes)

    def may_rest(self, is_run: bool, has_mail: bool) -> bool:
        """May the owner end? Not before the workers have let go of all that they can."""
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
        """Who waits for a pass that has ended; without a run, only when the workers have let go."""
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
        """How many checks have been handed out, as far as was heard."""
        return sum(shard.handed_out for shard in self.shards)

    @property
    def waiting(self) -> int:
        """How many checks wait for their turn, or are on their way."""
        awaited = sum(shard.awaited for shard in self.shards)
        return max(awaited - self.in_flight_count, 0)

    @property
    def abandoned_ids(self) -> tuple[str, ...]:
        """The ids whose abandoned checks still run, oldest first."""
        abandoned = [
            (shard.began.get(slot, math.inf), shard.members[slot].item_id)
            for shard in self.shards
            for slot in shard.abandoned
        ]
        return tuple(item_id for _, item_id in sorted(abandoned, key=lambda each: each[0]))

    @property
    def started(self) -> dict[str, float]:
        """When each check that runs has begun, as far as was heard, by the id of its item."""
        return {
            shard.members[slot].item_id: at + shard.home.offset
            for shard in self.shards
            if shard.home is not None
            for slot, at in shard.began.items()
        }

    def placement(self) -> dict[str, int]:
        """How many items each worker has."""
        placed = dict.fromkeys(self._links, 0)
        for shard in self.shards:
            if shard.home is not None:
                placed[shard.home.worker] += shard.live
        return placed

    def known(self) -> Known:
        """A copy of what is known of each item."""
        return Known(self._members, self.shards, self.started, self.abandoned_ids)

    # Items

    def _add_member(self, now: float, member: Member) -> None:
        gone = self._gone.pop(member.item_id, None)
        if gone is not None and gone.kind == member.kind and self._is_busy(gone):
            # No id is checked twice at once, so it comes to where its last check is.
            shard = self.shards[gone.shard]
            shard.replace(gone, member, self.pass_number)
        else:
            shard = self._next_shard(member.kind)
            shard.enter(member)
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
        """Check the new item at once, if a worker is there for its shard and listens."""
        if shard.home is None and shard.live == 1:
            self._give_homes()
        home = shard.home
        if home is None or home.is_silent or (shard.live > 1 and shard.begun is None):
            return
        if shard.begun is None:
            home.send(Begin(shard.number, self.pass_number))  # of none, so that it is alone
            shard.begun, shard.is_lingering = self.pass_number, False
        home.send(*shard.take_unsent(at_once=True))
        shard.await_alone(member.slot, shard.begun)

    def _remove_member(self, now: float, member: Member) -> None:
        shard = self.shards[member.shard]
        if self._is_busy(member):
            self._gone[member.item_id] = member
        if shard.strike_out(member, self.pass_number) and shard.home is not None:
            shard.home.send(Remove(shard.number, member.slot))

    # Passes

    def _begin_pass(self, now: float, reply: Reply | None = None) -> None:
        self.pass_number += 1
        self._gone = {each: gone for each, gone in self._gone.items() if self._is_busy(gone)}
        for shard in self.shards:
            shard.free_slots(self.pass_number)
        items = sum(shard.live for shard in self.shards)
        members = [] if reply is None else [each for each in self._members.all() if each.is_placed]
        begun = ClusterPass(self.pass_number, items, reply, members)
        self._open_passes += 1
        self.events.append(PassStarted(begun.number, items, now, self.language))
        if not items:
            self._end(begun)
            return
        self._results.passes[begun.number] = begun
        if not self.stopping:
            self._give_homes()
        self._begin_shards(begun.number)

    def _begin_shards(self, number: int) -> None:
        hindered: dict[tuple[SkipReason, str], list[Shard]] = {}
        for shard in self.shards:
            reason = self._hindrance(shard)
            self._begin_shard(shard, number, reason)
            if reason is not None and shard.live:
                worker = "" if shard.home is None else shard.home.worker
                hindered.setdefault((reason, worker), []).append(shard)
        for (reason, worker), shards in hindered.items():
            self._skip_pass(shards, number, reason, worker)

    def _begin_shard(self, shard: Shard, number: int, reason: SkipReason | None) -> None:
        if reason is None and shard.home is not None:
            shard.home.send(*shard.take_unsent(), Begin(shard.number, number))
            shard.begun = number
            shard.is_lingering = False
        shard.await_pass(number)

    def _hindrance(self, shard: Shard) -> SkipReason | None:
        if self.stopping:
            return SkipReason.STOPPED
        if shard.home is None:
            return SkipReason.NO_WORKERS
        if shard.home.is_silent:
            return SkipReason.WORKER_SILENT
        return SkipReason.STILL_WAITING if shard.behind >= BEHIND else None

    def _skip_pass(self, shards: list[Shard], number: int, reason: SkipReason, worker: str) -> None:
        if reason is not SkipReason.STOPPED:
            items = sum(shard.live for shard in shards)
            self.events.append(ItemsNotChecked(number, items, reason, worker, self.language))
        for shard in shards:
            slots = shard.awaited_in(number)
            self._results.skip(shard, slots, number, self._now, reason)

    def _tell(self, event: Event) -> None:
        self.events.append(event)

    def _end(self, ended: ClusterPass) -> None:
        self._open_passes -= 1
        at = self._now
        self.events.append(PassEnded(ended.number, ended.items, ended.failures, at, self.language))
        if ended.reply is not None:
            self.replies.append((ended.reply, ended.in_order()))

    # Workers

    def _call_roll(self, now: float, workers: tuple[str, ...]) -> None:
        self._workers = workers
        self._shunned = {each: until for each, until in self._shunned.items() if until > now}
        for link in list(self._links.values()):
            if link.worker not in workers:
                self._lose(now, link, Loss(LossKind.LEFT))

    def _give_homes(self) -> None:
        """Give shards without a worker to those that have least, and even out what came of it."""
        workers = [each for each in self._workers if each not in self._shunned] or self._workers
        if not workers:
            return
        loads = dict.fromkeys(workers, 0)
        for shard in self.shards:
            if shard.home is not None and shard.home.worker in loads:
                loads[shard.home.worker] += shard.live
        homeless = {each.number: each.live for each in self.shards if each.live and not each.home}
        for number, worker in place(homeless, loads).items():
            loads[worker] += homeless[number]
            self._open(self.shards[number], worker)
        may_move = [
            (each.number, each.live, each.home.worker)
            for each in self.shards
            if each.home is not None and each.live and each.is_idle and each.home.worker in loads
        ]
        for number, worker in spread(may_move, loads):
            self._move(self.shards[number], worker)

    def _open(self, shard: Shard, worker: str) -> None:
        if worker not in self._links:
            self._links[worker] = self._connect(worker)
        shard.home = self._links[worker]
        limit = max((self._limit or LIMITS[shard.kind]) // self._on_one, 1)
        settings = Settings(shard.kind, self.timeout, limit, self.max_abandoned)
        shard.home.send(Open(shard.number, settings))

    def _move(self, shard: Shard, worker: str) -> None:
        if shard.home is not None:
            shard.home.send(Drop(shard.number))
        shard.leave()
        self._open(shard, worker)

    def _lose(self, now: float, link: Link, why: Loss) -> None:
        if self._links.get(link.worker) is not link:
            return
        self._shunned[link.worker] = now + SHUNNED
        self.events.append(WorkerLost(link.worker, in_words(why, self.language), self.language))
        self._cut(link, SkipReason.WORKER_LOST)

    def _lose_all(self, now: float, why: Loss) -> None:
        if not (self._links or self.has_work):
            return  # it was told already, or there is nothing to lose
        self.events.append(ClusterLost(in_words(why, self.language), self.language))
        self._workers = ()
        for link in list(self._links.values()):
            self._cut(link, SkipReason.WORKER_LOST)
        if self.has_work:
            self._stop_at = now

    def _cut(self, link: Link, reason: SkipReason) -> None:
        """Nothing more is heard from there."""
        del self._links[link.worker]
        link.close()
        lost = [shard for shard in self.shards if shard.home is link]
        if reason is not SkipReason.STOPPED:
            self._tell_unheard(lost, reason, link.worker)
        for shard in lost:
            self._give_up(shard, reason)
            shard.leave()

    def _tell_unheard(self, lost: list[Shard], reason: SkipReason, worker: str) -> None:
        counts: dict[int, int] = {}
        for shard in lost:
            for number, slots in shard.all_awaited():
                counts[number] = counts.get(number, 0) + len(slots)
        for number, count in sorted(counts.items()):
            self.events.append(ItemsNotChecked(number, count, reason, worker, self.language))

    def _give_up(self, shard: Shard, reason: SkipReason) -> None:
        for number, slots in shard.all_awaited():
            self._results.skip(shard, slots, number, self._now, reason)

    # Reports

    def _take_report(self, now: float, link: Link, report: Report) -> None:
        if self._links.get(link.worker) is not link:
            return
        link.wake_at = report.wake_at
        for batch in report.batches:
            if self._is_at(link, batch.shard):
                self._results.take(self.shards[batch.shard], batch, link.offset)
        for late in report.late:
            self._take_late(late)
        for under_way in report.under_way:
            if self._is_at(link, under_way.shard):
                self._take_under_way(under_way)
        self._take_all_closed(link, report)
        self._let_go(link)

    def _take_all_closed(self, link: Link, report: Report) -> None:
        for closed in report.closed:
            if self._is_at(link, closed.shard):
                self._take_closed(closed)

    def _is_at(self, link: Link, shard: int) -> bool:
        """Else it has moved on meanwhile, and what is told of it was given up."""
        return self.shards[shard].home is link

    def _take_late(self, late: Late) -> None:
        item_id = self.shards[late.shard].members[late.slot].item_id
        self.events.append(LateReturn(item_id, late.pass_number, late.late, self.language))

    def _take_under_way(self, news: UnderWay) -> None:
        shard = self.shards[news.shard]
        shard.look(news)
        if shard.is_lingering and not shard.abandoned and shard.home is not None:
            shard.home.send(Drop(shard.number))
            shard.leave()

    def _take_closed(self, closed: Closed) -> None:
        shard = self.shards[closed.shard]
        ids = [shard.members[slot].item_id for slot in closed.cancelled]
        self.cancelled += ids
        self._give_up(shard, SkipReason.STOPPED)
        home, is_gone = shard.home, not closed.abandoned
        if not is_gone and not shard.abandoned and home is not None:
            home.send(Drop(shard.number))
            is_gone = True
        if is_gone:
            shard.leave()
        else:
            shard.is_closing, shard.is_lingering, shard.begun = False, True, None

    def _let_go(self, link: Link) -> None:
        """Close a link that no shard needs."""
        if not any(shard.home is link for shard in self.shards):
            del self._links[link.worker]
            link.close()

    # The end

    def _stop(self, now: float, grace: float) -> None:
        super()._stop(now, grace)
        if self.stopping:
            self._close(grace)

    def _close(self, grace: float) -> None:
        for shard in self.shards:
            if shard.home is not None and not shard.is_lingering:
                shard.is_closing = True
                shard.home.send(Close(shard.number, grace))

    @property
    def _is_all_closed(self) -> bool:
        return all(shard.home is None or shard.is_lingering for shard in self.shards)

    def _change_pace(self, now: float, interval: float, timeout: float | None) -> None:
        super()._change_pace(now, interval, timeout)
        for shard in self.shards:
            if shard.home is not None:
                shard.home.send(Limit(shard.number, timeout))
