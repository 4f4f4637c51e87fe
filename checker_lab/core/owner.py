"""What the owner thread and the owner task share: the state, a turn, and how an owner ends.

An owner takes turns until nothing is left to do. In each turn it takes the checker's lock, lets the
engine decide, releases the lock, and carries out the decisions. A `Turn` holds only what belongs to
the owner alone, so nothing that the owner reads without the lock can change under it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from checker_lab.core.checks import Check, Reply
from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.errors import SkipReason
from checker_lab.core.events import Event, Stopped
from checker_lab.core.guarded import Guarded
from checker_lab.core.listeners import Listeners
from checker_lab.core.mail import Mailbox, Pace
from checker_lab.core.registry import Entry, Registry
from checker_lab.core.results import CheckResult, StopReport

__all__ = ["BaseCrew", "BaseOwner", "CheckerState", "Shared", "Turn"]


@dataclass(slots=True)
class CheckerState:
    """The state of a checker that its threads share; the checker's lock guards it.

    An owner uses it in its turns, and gives it back when it ends. While `owner` is None, callers of
    the checker do the owner's work (see `BaseChecker._settle`).

    Attributes:
        owner: the thread or task that owns the engine now, or None.
        is_run: `run()` was called, and that run has not ended.
        is_ending: a stop was requested, and the owner has not ended.
    """

    engine: Engine
    registry: Registry[Entry]
    pace: Pace
    owner: "BaseOwner | None" = None
    is_run: bool = False
    is_ending: bool = False


class Shared(NamedTuple):
    """What a checker shares with each of its owners; `retire` takes the engine back."""

    guarded: Guarded[CheckerState]
    mailbox: Mailbox
    clock: Clock
    listeners: Listeners
    retire: Callable[[], None]


class BaseCrew(Protocol):
    """Runs the checks that the engine hands out."""

    def start(self, checks: list[Check], workers: int) -> Iterable[Check]:
        """Start `checks` with at least `workers` workers; return those that cannot be started."""
        ...

    def take_back(self) -> Iterable[Check]:
        """Take back the checks that were handed out and will never start."""
        ...

    def dismiss(self) -> None:
        """Wait for all workers except those of abandoned checks."""
        ...

    def forget_all(self) -> None:
        """Drop the checks in flight, because the owner died: nothing waits for their results."""
        ...


class Turn(NamedTuple):
    """What the engine decided in one turn."""

    ready: list[Check]
    workers: int
    events: list[Event]


class BaseOwner:
    """Owns the engine for one run, or for a `check()` without a run.

    Attributes:
        is_over: it has given the engine back, or is about to. Only the owner itself reads this.
        report: what its stop left behind; valid once it has ended.
        forget_context: unsubscribes from the context of the run.
    """

    cancels = False
    """Whether its crew can cancel a check."""

    _crew: BaseCrew

    def __init__(self, shared: Shared) -> None:
        self._guarded, self._mailbox, self._clock, self._listeners, self._retire = shared
        self._lock = self._guarded.lock
        self.is_over = False
        self.report = StopReport(ended=True)
        self.forget_context: Callable[[], None] = lambda: None
        self._has_retired = False
        # Kept here and not in the engine: callers get their replies after the owner has retired.
        self._replies: list[tuple[Reply, tuple[CheckResult, ...]]] = []
        self._pid = os.getpid()

    @property
    def is_alive(self) -> bool:
        """Whether it can still act. In the child of a fork it cannot: its thread is missing."""
        return os.getpid() == self._pid

    def start(self) -> None:
        """Start taking turns.

        Raises:
            RuntimeError: no thread can be started.
        """
        raise NotImplementedError

    def bury(self) -> None:
        """Give back what this dead owner owned, unless it has retired: another may own it now."""
        with self._lock:
            if not self._has_retired:
                self._crew.forget_all()
                self._guarded.value.engine.forget_all(self._clock.now())
                self._give_back()

    @contextmanager
    def _on_duty(self) -> Iterator[None]:
        """Answer every caller of `check()`, however the owner ends."""
        try:
            yield
        except BaseException:
            self.bury()
            raise
        finally:
            self._answer()

    # One turn, in order

    def _read_mail(self) -> list[Check]:
        """Handle the mail and start the passes that are due; return the checks to end now."""
        with self._lock:
            engine = self._guarded.value.engine
            return engine.late(self._catch_up(engine))

    def _decide(self, unstoppable: list[Check]) -> Turn:
        """Abandon the checks that the crew could not end, and hand out new ones."""
        with self._lock:
            engine = self._guarded.value.engine
            # Mail may have arrived meanwhile; a pass that it asks for must start in this turn.
            now = self._catch_up(engine)
            for check in unstoppable:
                engine.abandon(check, now)
            if engine.workers <= 0:
                self._take_back(engine, now, SkipReason.NO_WORKER)
            ready = engine.hand_out(now)
            self._replies += engine.take_replies()
            return Turn(ready, engine.workers_wanted, engine.take_events())

    def _carry_out(self, turn: Turn) -> float | None:
        """Carry out the decisions; return when to look again even if no mail arrives."""
        not_started = self._crew.start(turn.ready, turn.workers)
        self._listeners.notify(turn.events)
        wake_at = self._end_or_go_on(not_started)
        if self.is_over:
            self._crew.dismiss()
            self._end_run()
        # Last, so that check() without a run returns only when there is no owner any more.
        self._answer()
        return wake_at

    def _catch_up(self, engine: Engine) -> float:
        now = self._clock.now()
        engine.wall_offset = self._clock.wall() - now
        engine.handle(self._mailbox.drain(), now)
        if engine.stopping:
            self._take_back(engine, now, SkipReason.STOPPED)
        engine.advance(now)
        return now

    def _take_back(self, engine: Engine, now: float, reason: SkipReason) -> None:
        """Take back the checks that have not started, except those with a worker in a stop."""
        not_started = list(self._crew.take_back())
        room = engine.room_in_stop(now, len(not_started))
        refused = self._crew.start(not_started[:room], 0)
        for check in [*not_started[room:], *refused]:
            engine.withdraw(check, now, reason)

    def _end_or_go_on(self, not_started: Iterable[Check]) -> float | None:
        with self._lock:
            state, engine = self._guarded.value, self._guarded.value.engine
            for check in not_started:
                engine.withdraw(check, self._clock.now(), SkipReason.NO_WORKER)
            self.is_over = engine.may_rest(state.is_run, bool(len(self._mailbox)))
            if not self.is_over:
                return engine.wake_at()
            self.report = engine.report(cancels=self.cancels)
            if not state.is_run:
                self._give_back()
            return None

    def _end_run(self) -> None:
        """Report the end of a run before another one can start, so that its events end with it."""
        if not self._has_retired:
            self._listeners.notify([Stopped(self.report, self._listeners.language)])
            with self._lock:
                self._give_back()

    def _answer(self) -> None:
        while self._replies:
            reply, results = self._replies[0]
            reply.send(results)
            del self._replies[0]

    def _give_back(self) -> None:
        # Needs the lock. Nothing may follow: from here on the engine may have another owner.
        self._has_retired = True
        self.forget_context()
        self._retire()
