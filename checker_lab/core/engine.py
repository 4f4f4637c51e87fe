"""The engine decides what to start, what has timed out, what to skip, and when to wake up next.

It is a state machine without threads, tasks, clock or I/O. Its owner passes in the mail and the
time, asks what to do, and does it. So both checkers make the same decisions, and a test can step
through any sequence of events. Only a thread that holds the checker's lock may use it: the owner,
or a caller while there is no owner.
"""

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable

from checker_lab.core.checks import Check, CheckState, Pass, Reply
from checker_lab.core.clock import is_due
from checker_lab.core.errors import (
    CheckerError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)
from checker_lab.core.events import (
    CheckEnded,
    Event,
    LateReturn,
    PassEnded,
    PassesMissed,
    PassStarted,
)
from checker_lab.core.examine import Examination
from checker_lab.core.language import Language, choose_language
from checker_lab.core.mail import (
    AddItem,
    CheckNow,
    CheckReturned,
    CheckStarted,
    Mail,
    Pace,
    RemoveItem,
    Start,
    Stop,
)
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome, StopReport
from checker_lab.core.timetable import Timetable
from checker_lab.core.validate import check_count, check_seconds

__all__ = ["Engine"]


class Engine:
    """Makes all decisions of one checker.

    Args:
        interval: seconds from the start of one pass to the start of the next.
        timeout: seconds that one check may take, or None for no limit.
        max_concurrent: maximum number of checks in flight.
        max_abandoned: maximum number of abandoned checks whose workers are replaced.
        ahead: number of checks to hand out beyond `max_concurrent`, for workers to take next.
        language: language of the events; None for that of `set_language()`, and Russian without
            one.

    Raises:
        ValueError, TypeError: an argument is invalid; the message says what is allowed.
    """

    def __init__(
        self,
        *,
        interval: float = 5.0,
        timeout: float | None = None,
        max_concurrent: int = 32,
        max_abandoned: int = 32,
        ahead: int = 0,
        language: str | None = None,
    ) -> None:
        self.interval = check_seconds("interval", interval)
        self.timeout = None if timeout is None else check_seconds("timeout", timeout)
        self.max_concurrent = check_count("max_concurrent", max_concurrent, 1)
        self.max_abandoned = check_count("max_abandoned", max_abandoned, 0)
        self.wall_offset = 0.0
        """Seconds to add to the checker's clock to get the time since the epoch."""
        self.pass_number = 0
        self.missed_passes = 0
        self.cancelled: list[str] = []
        self.events: list[Event] = []
        self.replies: list[tuple[Reply, tuple[CheckResult, ...]]] = []
        self._ahead = ahead
        self.language: Language = choose_language(language, "ru")
        self._timetable: Timetable | None = None
        self._stop_at: float | None = None
        self._asked: list[Reply | None] = []
        self._open_passes = 0
        self._entries: dict[Entry, None] = {}
        # Holds each check from its creation to its end, by the id of its item. So no id is checked
        # twice concurrently, even if its item is removed and added again.
        self._by_id: dict[str, Check] = {}
        self._waiting: deque[Check] = deque()
        self._in_flight: dict[Check, None] = {}
        # Invariant: sorted by deadline. That is the order in which checks start, because all have
        # the same timeout. A plain dict is slow to find its first key after many deletions.
        self._deadlines: OrderedDict[Check, float] = OrderedDict()
        self._abandoned: dict[Check, None] = {}
        self._handlers: dict[type, Callable[..., None]] = {
            AddItem: self._add,
            RemoveItem: self._remove,
            Start: self._start,
            Stop: self._stop,
            CheckNow: self._check_now,
            Pace: self._change_pace,
            CheckStarted: self._check_started,
            CheckReturned: self._check_returned,
        }

    # What the owner reports

    def handle(self, mail: Iterable[Mail], now: float) -> None:
        """Handle each message, in order."""
        handlers = self._handlers
        for message in mail:
            handlers[type(message)](now, *message)

    def advance(self, now: float) -> None:
        """Start the passes that are due, by the timetable or because a caller asked for one."""
        if self._timetable is not None and self._stop_at is None:
            missed = self._timetable.tick(now)
            if missed:
                self.missed_passes += missed
                self.events.append(PassesMissed(missed, self.language))
            if missed is not None:
                self._begin_pass(now)
        asked, self._asked = self._asked, []
        for reply in asked:
            self._begin_pass(now, reply)

    def abandon(self, check: Check, now: float) -> None:
        """Report a check as ended although it still runs, unless it has returned meanwhile."""
        if check not in self._in_flight:
            return
        self._take_in(check)
        check.state = CheckState.ABANDONED
        check.abandoned_at = now
        self._abandoned[check] = None
        started_at = now if check.started_at is None else check.started_at
        if check.outlived is not None or self._is_too_late(started_at, now):
            self._time_out(check, started_at, now)
        else:
            self._skip(check.entry, check.of, now, SkipReason.STOPPED)

    def withdraw(self, check: Check, now: float, reason: SkipReason) -> None:
        """Skip a check that was handed out but never started."""
        self._take_in(check)
        self._drop(check, now, reason)

    def end_run(self) -> None:
        """Reset what belongs to the run, because the run and its owner have ended."""
        self._timetable = None
        self._stop_at = None
        self.cancelled = []

    def forget_all(self, now: float) -> None:
        """Skip all checks and close all replies: the owner died, and no worker will report."""
        self.end_run()
        open_checks, self._by_id = self._by_id, {}
        for check in open_checks.values():
            if check.state is not CheckState.ABANDONED:
                self._skip(check.entry, check.of, now, SkipReason.STOPPED)
        for checks in (self._waiting, self._in_flight, self._deadlines, self._abandoned):
            checks.clear()
        asked, self._asked = self._asked, []
        answered = self.take_replies()
        for reply in [*asked, *(reply for reply, _ in answered)]:
            if reply is not None:
                reply.close()

    # What the owner asks

    def late(self, now: float) -> list[Check]:
        """Return the checks that the owner must end now.

        When the grace period of a stop is over, these are all checks in flight; otherwise those
        that have exceeded their timeout. Some may have returned, with their mail on its way.
        """
        has_checks = self._in_flight or self._waiting
        if self._stop_at is None or (has_checks and not is_due(self._stop_at, now)):
            return self._overdue(now)
        self._stop_at = -math.inf  # stays due, but is no longer a reason to wake up
        self._drop_waiting(now, SkipReason.STOPPED)
        self.cancelled += [check.item_id for check in self._in_flight]
        return list(self._in_flight)

    def hand_out(self, now: float) -> list[Check]:
        """Return the checks to start now."""
        if self.workers <= 0:
            self._drop_waiting(now, SkipReason.NO_WORKER)
            return []
        room = self.workers + self._ahead - len(self._in_flight)
        checks: list[Check] = []
        while self._waiting and len(checks) < room:
            check = self._waiting.popleft()
            if check.entry.removed:
                self._drop(check, now, SkipReason.REMOVED)
                continue
            check.state = CheckState.HANDED_OUT
            self._in_flight[check] = None
            checks.append(check)
        return checks

    def wake_at(self) -> float | None:
        """Return when to look again even if no mail arrives, or None for never."""
        if self.has_news:
            return -math.inf
        moments = [next(iter(self._deadlines.values()), math.inf)]
        if self._timetable is not None and self._stop_at is None:
            moments.append(self._timetable.next_tick)
        if self._stop_at is not None and self._stop_at > -math.inf:
            moments.append(self._stop_at)
        soonest = min(moments)
        return None if soonest == math.inf else soonest

    def room_in_stop(self, now: float, not_started: int = 0) -> int:
        """Return how many checks may still start during a stop: those with a worker of their own.

        Args:
            now: the time.
            not_started: how many of those in flight no worker has taken.
        """
        if self._stop_at is None or is_due(self._stop_at, now):
            return 0
        return max(self.workers - len(self._in_flight) + not_started, 0)

    @property
    def workers(self) -> int:
        """How many checks may be in flight: each abandoned one beyond the cap takes a place."""
        return self.max_concurrent - max(len(self._abandoned) - self.max_abandoned, 0)

    @property
    def workers_wanted(self) -> int:
        """How many workers the checks in flight need."""
        return min(self.workers, len(self._in_flight))

    @property
    def next_pass_at(self) -> float | None:
        """When the next pass of the run is due, or None without a run."""
        return None if self._timetable is None else self._timetable.next_tick

    @property
    def running(self) -> bool:
        """Whether a run has started and not ended."""
        return self._timetable is not None

    @property
    def stopping(self) -> bool:
        """Whether a stop is in progress."""
        return self._stop_at is not None

    @property
    def has_work(self) -> bool:
        """Whether there is anything to do, now or later."""
        return (
            self.running or self.stopping or bool(self._asked or self._waiting or self._in_flight)
        )

    def may_rest(self, is_run: bool, has_mail: bool) -> bool:
        """Whether the owner may end, given whether this is a run and whether there is mail."""
        if self.has_news:
            return False
        if self.stopping:
            return not self._in_flight
        return not (self.has_work or is_run or has_mail)

    def report(self, *, cancels: bool) -> StopReport:
        """Return what the stop leaves behind, given whether the owner can cancel a check."""
        abandoned = self.abandoned_ids
        still_there = set(abandoned)
        cancelled = (each for each in self.cancelled if cancels and each not in still_there)
        return StopReport(True, tuple(cancelled), abandoned)

    @property
    def has_news(self) -> bool:
        """Whether there is an event to report or a caller to answer."""
        return bool(self.events or self.replies)

    @property
    def in_flight(self) -> list[Check]:
        """The checks that were handed out and have neither ended nor been abandoned."""
        return list(self._in_flight)

    @property
    def started(self) -> dict[str, float]:
        """When each running check started, abandoned ones included, by the id of its item."""
        checks = self._by_id.values()
        return {check.item_id: check.started_at for check in checks if check.started_at is not None}

    @property
    def waiting(self) -> int:
        """How many checks are waiting for their turn."""
        return len(self._waiting)

    @property
    def abandoned_ids(self) -> tuple[str, ...]:
        """The ids of the abandoned checks that still run, oldest first."""
        return tuple(check.item_id for check in self._abandoned)

    def take_events(self) -> list[Event]:
        """Remove and return the events to report, in order."""
        events, self.events = self.events, []
        return events

    def take_replies(self) -> list[tuple[Reply, tuple[CheckResult, ...]]]:
        """Remove and return the callers to answer, each with the results of its pass."""
        replies, self.replies = self.replies, []
        return replies

    # Mail

    def _add(self, now: float, entry: Entry) -> None:
        self._entries[entry] = None
        if self._is_between_passes(now):
            self._begin(entry, Pass(self.pass_number, 1, whole=False), now)

    def _remove(self, now: float, entry: Entry) -> None:
        self._entries.pop(entry, None)

    def _start(self, now: float) -> None:
        self._timetable = Timetable(now, self.interval)

    def _stop(self, now: float, grace: float) -> None:
        if not self.has_work:
            return
        if grace > 0 and (self._timetable is None or self._timetable.is_new):
            # The grace period is also for the first pass, if the owner has had no turn since run().
            self.advance(now)
        self._stop_at = min(now + grace, math.inf if self._stop_at is None else self._stop_at)
        self._drop_waiting(now, SkipReason.STOPPED, all_but=self.room_in_stop(now))

    def _check_now(self, now: float, reply: Reply | None) -> None:
        self._asked.append(reply)

    def _change_pace(self, now: float, interval: float, timeout: float | None) -> None:
        if interval != self.interval and self._timetable is not None:
            self._timetable = self._timetable.paced(interval, now)
        self.interval, self.timeout = interval, timeout
        # Also apply the new timeout to checks in flight; otherwise `_deadlines` would no longer be
        # sorted.
        self._deadlines.clear()
        if timeout is None:
            return
        running = (
            (check.started_at, check) for check in self._in_flight if check.started_at is not None
        )
        for started_at, check in sorted(running, key=lambda pair: pair[0]):
            self._deadlines[check] = started_at + timeout

    def _check_started(self, now: float, check: Check, at: float) -> None:
        if check not in self._in_flight:
            return  # it was abandoned meanwhile
        check.state = CheckState.RUNNING
        check.started_at = at
        if self.timeout is not None:
            self._deadlines[check] = at + self.timeout

    def _check_returned(self, now: float, check: Check, at: float, finding: Examination) -> None:
        if self._by_id.get(check.item_id) is not check:
            return  # its owner died meanwhile
        del self._by_id[check.item_id]
        if check.state is CheckState.ABANDONED:
            del self._abandoned[check]
            late = at - check.abandoned_at
            self.events.append(LateReturn(check.item_id, check.of.number, late, self.language))
            return
        self._take_in(check)
        started_at = at if check.started_at is None else check.started_at
        was_cut_off = finding.cancelled and check.outlived is not None
        if was_cut_off or self._is_too_late(started_at, at):
            self._time_out(check, started_at, at)
        elif finding.cancelled and self.stopping:
            self._skip(check.entry, check.of, at, SkipReason.STOPPED)
        else:
            outcome, error, output, _ = finding
            duration = at - started_at
            self._conclude(check.entry, check.of, outcome, started_at, duration, error, output)

    # Passes and checks

    def _begin_pass(self, now: float, reply: Reply | None = None) -> None:
        self.pass_number += 1
        entries = list(self._entries)
        started = Pass(self.pass_number, len(entries))
        if reply is not None:
            started.answer(reply, entries)
        self._open_passes += 1
        self.events.append(PassStarted(started.number, started.items, now, self.language))
        if not entries:
            self._end_pass(started, now)
        for entry in entries:
            self._begin(entry, started, now)

    def _is_between_passes(self, now: float) -> bool:
        if self._timetable is None or self.stopping or self._open_passes or self._asked:
            return False
        return not is_due(self._timetable.next_tick, now)

    def _begin(self, entry: Entry, of: Pass, now: float) -> None:
        last = self._by_id.get(entry.item_id)
        if self.stopping:
            self._skip(entry, of, now, SkipReason.STOPPED)
        elif last is None:
            check = self._by_id[entry.item_id] = Check(entry, of)
            self._waiting.append(check)
        elif last.state in (CheckState.RUNNING, CheckState.ABANDONED):
            self._skip(entry, of, now, SkipReason.STILL_RUNNING)
        else:
            self._skip(entry, of, now, SkipReason.STILL_WAITING)

    def _drop_waiting(self, now: float, reason: SkipReason, all_but: int = 0) -> None:
        kept = [self._waiting.popleft() for _ in range(min(all_but, len(self._waiting)))]
        while self._waiting:
            self._drop(self._waiting.popleft(), now, reason)
        self._waiting.extend(kept)

    def _drop(self, check: Check, now: float, reason: SkipReason) -> None:
        del self._by_id[check.item_id]
        self._skip(check.entry, check.of, now, reason)

    def _take_in(self, check: Check) -> None:
        del self._in_flight[check]
        self._deadlines.pop(check, None)

    def _overdue(self, now: float) -> list[Check]:
        checks = []
        while self._deadlines and is_due(next(iter(self._deadlines.values())), now):
            check, _ = self._deadlines.popitem(last=False)
            check.outlived = self.timeout
            checks.append(check)
        return checks

    def _is_too_late(self, started_at: float, now: float) -> bool:
        return self.timeout is not None and is_due(started_at + self.timeout, now)

    def _time_out(self, check: Check, started_at: float, now: float) -> None:
        seconds = self.timeout if check.outlived is None else check.outlived
        assert seconds is not None
        error, duration = CheckTimeoutError(seconds), now - started_at
        self._conclude(check.entry, check.of, Outcome.TIMEOUT, started_at, duration, error)

    def _skip(self, entry: Entry, of: Pass, now: float, reason: SkipReason) -> None:
        self._conclude(entry, of, Outcome.SKIPPED, now, 0.0, CheckSkippedError(reason))

    def _conclude(
        self,
        entry: Entry,
        of: Pass,
        outcome: Outcome,
        started_at: float,
        duration: float,
        error: CheckerError | None = None,
        output: str = "",
    ) -> None:
        wall_time = started_at + self.wall_offset
        result = CheckResult(
            entry.item_id, outcome, of.number, started_at, duration, error, output, wall_time
        )
        entry.record(result)
        self.events.append(CheckEnded(result, self.language))
        of.count(entry, result)
        if not of.remaining:
            self._end_pass(of, started_at + duration)

    def _end_pass(self, ended: Pass, now: float) -> None:
        if not ended.whole:
            return
        self._open_passes -= 1
        self.events.append(PassEnded(ended.number, ended.items, ended.failures, now, self.language))
        if ended.reply is not None:
            self.replies.append((ended.reply, ended.in_order()))
