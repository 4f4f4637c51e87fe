"""The engine decides: what to start, what has timed out, what to skip, when to wake next.

There is no thread, no task, no clock and no I/O in it. Its owner tells it what has come by mail and
what the time is, asks it what to do, and does it; so both shells decide alike, and a test can walk
through any history. Only the owner touches it.
"""

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable

from checker_lab.core.checks import Check, Pass, Reply, State
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
from checker_lab.core.language import Language, check_language
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
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.timetable import Timetable
from checker_lab.core.validate import check_count, check_seconds

__all__ = ["Engine"]


class Engine:
    """All decisions of one checker.

    Args:
        interval: seconds between passes.
        timeout: seconds for one check, or None.
        max_concurrent: checks under way at once, at most.
        max_abandoned: abandoned checks whose workers are replaced, at most.
        ahead: checks that may be handed out beyond `max_concurrent`, for workers to take next.
        language: of the events.

    Raises:
        ValueError, TypeError: one of these is not what it may be; the message says what may.
    """

    def __init__(
        self,
        *,
        interval: float = 5.0,
        timeout: float | None = None,
        max_concurrent: int = 32,
        max_abandoned: int = 32,
        ahead: int = 0,
        language: str = "ru",
    ) -> None:
        self.interval = check_seconds("interval", interval)
        self.timeout = None if timeout is None else check_seconds("timeout", timeout)
        self.max_concurrent = check_count("max_concurrent", max_concurrent, 1)
        self.max_abandoned = check_count("max_abandoned", max_abandoned, 0)
        self.pass_number = 0
        self.missed_passes = 0
        self.events: list[Event] = []
        self.replies: list[tuple[Reply, tuple[CheckResult, ...]]] = []
        self._ahead = ahead
        self.language: Language = check_language(language)
        self._timetable: Timetable | None = None
        self._stop_at: float | None = None
        self._asked: list[Reply | None] = []
        self._open_passes = 0
        self._entries: dict[Entry, None] = {}
        # A check is in `_by_id` from its first moment to its last, under the id of its item, so
        # that no id is checked twice at once, though its item be removed and added again.
        self._by_id: dict[str, Check] = {}
        self._waiting: deque[Check] = deque()
        self._in_flight: dict[Check, None] = {}
        # All checks have one timeout, so the order in which they began is that of their deadlines.
        # The first of a plain dict from which many were taken is slow to find.
        self._deadlines: OrderedDict[Check, float] = OrderedDict()
        self._abandoned: dict[Check, None] = {}
        self._handlers: dict[type, Callable[..., None]] = {
            AddItem: self._add,
            RemoveItem: self._remove,
            Start: self._start,
            Stop: self._stop,
            CheckNow: self._check_now,
            Pace: self._change_pace,
            CheckStarted: self._begun,
            CheckReturned: self._ended,
        }

    # What the owner tells

    def handle(self, mail: Iterable[Mail], now: float) -> None:
        """Take in what has come, in its order."""
        handlers = self._handlers
        for message in mail:
            handlers[type(message)](now, *message)

    def advance(self, now: float) -> None:
        """Begin the passes that are due: the timetable's, and those that were asked for."""
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
        """Give up a check that goes on: its result is told now, and it is waited for no more."""
        self._leave_hand(check)
        check.state = State.ABANDONED
        check.abandoned_at = now
        self._abandoned[check] = None
        began = now if check.started_at is None else check.started_at
        if check.outlived is not None or self._is_too_late(began, now):
            self._time_out(check, began, now)
        else:
            self._skip(check.entry, check.of, now, SkipReason.STOPPED)

    def withdraw(self, check: Check, now: float, reason: SkipReason) -> None:
        """Take back a check that was handed out, and that no worker has taken."""
        self._leave_hand(check)
        self._drop(check, now, reason)

    def end_run(self) -> None:
        """The run has ended, and the owner with it."""
        self._timetable = None
        self._stop_at = None

    def forget_all(self, now: float) -> None:
        """The owner died, and nobody will report: drop all checks, and tell those who wait."""
        self.end_run()
        begun, self._by_id = self._by_id, {}
        for check in begun.values():
            if check.state is not State.ABANDONED:
                self._skip(check.entry, check.of, now, SkipReason.STOPPED)
        for checks in (self._waiting, self._in_flight, self._deadlines, self._abandoned):
            checks.clear()
        asked, self._asked = self._asked, []
        answered = self.take_replies()
        for reply in [*asked, *(reply for reply, _ in answered)]:
            if reply is not None:
                reply.close()

    # What the owner asks

    def hand_out(self, now: float) -> list[Check]:
        """The checks that may start now."""
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
            check.state = State.HANDED_OUT
            self._in_flight[check] = None
            checks.append(check)
        return checks

    def overdue(self, now: float) -> list[Check]:
        """The checks that have outlived their timeout, and run on: they are to be ended now."""
        checks = []
        for check, deadline in self._deadlines.items():
            if not is_due(deadline, now):
                break
            check.outlived = self.timeout
            checks.append(check)
        return checks

    def wake_at(self) -> float | None:
        """When to look again though no mail has come, or None for never."""
        moments = [next(iter(self._deadlines.values()), math.inf)]
        if self._stop_at is not None:
            moments.append(self._stop_at)
        elif self._timetable is not None:
            moments.append(self._timetable.next_tick)
        soonest = min(moments)
        return None if soonest == math.inf else soonest

    @property
    def workers(self) -> int:
        """How many checks may be under way: abandoned ones beyond the cap hold their places."""
        return self.max_concurrent - max(len(self._abandoned) - self.max_abandoned, 0)

    @property
    def running(self) -> bool:
        """Has a run begun, and not ended?"""
        return self._timetable is not None

    @property
    def stopping(self) -> bool:
        """Has a stop been asked for, and not ended?"""
        return self._stop_at is not None

    def is_stop_due(self, now: float) -> bool:
        """Is there nothing left to wait for, or no grace left to wait?"""
        return self._stop_at is not None and (not self._in_flight or is_due(self._stop_at, now))

    @property
    def has_work(self) -> bool:
        """Is there anything to do, now or later?"""
        return (
            self.running or self.stopping or bool(self._asked or self._waiting or self._in_flight)
        )

    def may_rest(self, is_run: bool, has_mail: bool) -> bool:
        """May the owner end, given whether it is that of a run, and whether mail has come?"""
        if self.has_news:
            return False
        if self.stopping:
            return not self._in_flight
        return not (self.has_work or is_run or has_mail)

    @property
    def has_news(self) -> bool:
        """Is there an event to be told, or somebody to be answered?"""
        return bool(self.events or self.replies)

    @property
    def in_flight(self) -> list[Check]:
        """The checks that were handed out, and have neither ended nor been abandoned."""
        return list(self._in_flight)

    @property
    def started(self) -> dict[str, float]:
        """When each check that runs has begun, given up or not, by the id of its item."""
        checks = self._by_id.values()
        return {check.item_id: check.started_at for check in checks if check.started_at is not None}

    @property
    def waiting(self) -> int:
        """How many checks wait for their turn."""
        return len(self._waiting)

    @property
    def abandoned_ids(self) -> tuple[str, ...]:
        """The ids whose abandoned checks still run, oldest first."""
        return tuple(check.item_id for check in self._abandoned)

    def take_events(self) -> list[Event]:
        """What is to be told, in its order."""
        events, self.events = self.events, []
        return events

    def take_replies(self) -> list[tuple[Reply, tuple[CheckResult, ...]]]:
        """Who waits for a pass that has ended, and with what."""
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
        self._stop_at = min(now + grace, math.inf if self._stop_at is None else self._stop_at)
        self._drop_waiting(now, SkipReason.STOPPED)

    def _check_now(self, now: float, reply: Reply | None) -> None:
        self._asked.append(reply)

    def _change_pace(self, now: float, interval: float, timeout: float | None) -> None:
        if interval != self.interval and self._timetable is not None:
            self._timetable = self._timetable.paced(interval, now)
        self.interval, self.timeout = interval, timeout
        # One timeout for all, those under way too, or the first of the deadlines were not the
        # first to come.
        self._deadlines.clear()
        if timeout is None:
            return
        running = (
            (check.started_at, check) for check in self._in_flight if check.started_at is not None
        )
        for began, check in sorted(running, key=lambda pair: pair[0]):
            self._deadlines[check] = began + timeout

    def _begun(self, now: float, check: Check, at: float) -> None:
        if check not in self._in_flight:
            return  # it was abandoned meanwhile
        check.state = State.RUNNING
        check.started_at = at
        if self.timeout is not None:
            self._deadlines[check] = at + self.timeout

    def _ended(self, now: float, check: Check, at: float, finding: Examination) -> None:
        if self._by_id.get(check.item_id) is not check:
            return  # its owner died meanwhile
        del self._by_id[check.item_id]
        if check.state is State.ABANDONED:
            del self._abandoned[check]
            late = at - check.abandoned_at
            self.events.append(LateReturn(check.item_id, check.of.number, late, self.language))
            return
        self._leave_hand(check)
        began = at if check.started_at is None else check.started_at
        was_cut_off = finding.cancelled and check.outlived is not None
        if was_cut_off or self._is_too_late(began, at):
            self._time_out(check, began, at)
        elif finding.cancelled and self.stopping:
            self._skip(check.entry, check.of, at, SkipReason.STOPPED)
        else:
            outcome, error, output, _ = finding
            self._conclude(check.entry, check.of, outcome, began, at - began, error, output)

    # Passes and checks

    def _begin_pass(self, now: float, reply: Reply | None = None) -> None:
        self.pass_number += 1
        entries = list(self._entries)
        begun = Pass(self.pass_number, len(entries))
        if reply is not None:
            begun.answer(reply, entries)
        self._open_passes += 1
        self.events.append(PassStarted(begun.number, begun.items, now, self.language))
        if not entries:
            self._end_pass(begun, now)
        for entry in entries:
            self._begin(entry, begun, now)

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
        elif last.state in (State.RUNNING, State.ABANDONED):
            self._skip(entry, of, now, SkipReason.STILL_RUNNING)
        else:
            self._skip(entry, of, now, SkipReason.STILL_WAITING)

    def _drop_waiting(self, now: float, reason: SkipReason) -> None:
        while self._waiting:
            self._drop(self._waiting.popleft(), now, reason)

    def _drop(self, check: Check, now: float, reason: SkipReason) -> None:
        del self._by_id[check.item_id]
        self._skip(check.entry, check.of, now, reason)

    def _leave_hand(self, check: Check) -> None:
        del self._in_flight[check]
        self._deadlines.pop(check, None)

    def _is_too_late(self, began: float, now: float) -> bool:
        return self.timeout is not None and is_due(began + self.timeout, now)

    def _time_out(self, check: Check, began: float, now: float) -> None:
        seconds = self.timeout if check.outlived is None else check.outlived
        assert seconds is not None
        error = CheckTimeoutError(seconds)
        self._conclude(check.entry, check.of, Outcome.TIMEOUT, began, now - began, error)

    def _skip(self, entry: Entry, of: Pass, now: float, reason: SkipReason) -> None:
        self._conclude(entry, of, Outcome.SKIPPED, now, 0.0, CheckSkippedError(reason))

    def _conclude(
        self,
        entry: Entry,
        of: Pass,
        outcome: Outcome,
        began: float,
        duration: float,
        error: CheckerError | None = None,
        output: str = "",
    ) -> None:
        result = CheckResult(entry.item_id, outcome, of.number, began, duration, error, output)
        entry.record(result)
        self.events.append(CheckEnded(result, self.language))
        of.count(entry, result)
        if not of.remaining:
            self._end_pass(of, began + duration)

    def _end_pass(self, ended: Pass, now: float) -> None:
        if not ended.whole:
            return
        self._open_passes -= 1
        self.events.append(PassEnded(ended.number, ended.items, ended.failures, now, self.language))
        if ended.reply is not None:
            self.replies.append((ended.reply, ended.in_order()))
