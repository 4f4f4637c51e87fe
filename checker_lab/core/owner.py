"""What the owner thread and the owner task share: the state, a turn, and how an owner ends.

An owner repeats turns until nothing is left to do. In each it takes the checker's lock, lets the
engine decide, releases the lock, and carries the decision out. A `Turn` holds values alone, so
what an owner reads without the lock can never change under it.
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
    """All that the threads which use one checker share; its lock guards it.

    An owner uses it in its turns, and gives it back when it ends. While `owner` is None, the thread
    that calls the checker does the owner's work with it (see `BaseChecker._settle`).

    Attributes:
        owner: the thread or task that owns the engine now.
        is_run: `run()` was called, and that run has not ended.
        is_ending: a stop was asked for, and the owner has not ended.
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
        """Wait for all workers but those of abandoned checks."""
        ...

    def forget_all(self) -> None:
        """The owner died: what its workers are doing is of no interest any more."""
        ...


class Turn(NamedTuple):
    """What the engine decided in one turn."""

    ready: list[Check]
    workers: int
    events: list[Event]


class BaseOwner:
    """Owns the engine for one run, or while someone waits for a `check()` without a run.

    Attributes:
        is_over: it has given the engine back, or is about to; only the owner itself reads it.
        report: what its stop left behind; valid once it has ended.
        forget_context: unsubscribes from the context of the run.
    """

    cancels = False
    """Can its crew cancel a check?"""

    _crew: BaseCrew

    def __init__(self, shared: Shared) -> None:
        self._guarded, self._mailbox, self._clock, self._listeners, self._retire = shared
        self._lock = self._guarded.lock
        self.is_over = False
        self.report = StopReport(ended=True)
        self.forget_context: Callable[[], None] = lambda: None
        self._has_retired = False
        # Replies outlive the owner's hold on the engine: callers get theirs after it has retired.
        self._replies: list[tuple[Reply, tuple[CheckResult, ...]]] = []
        self._pid = os.getpid()

    @property
    def is_alive(self) -> bool:
        """Can it still act? Not in the child of a fork, which has copied it without its thread."""
        return os.getpid() == self._pid

    def start(self) -> None:
        """Start to take turns.

        Raises:
            RuntimeError: the machine has no thread left.
        """
        raise NotImplementedError

    def bury(self) -> None:
        """Give back what a dead owner owned, unless it has retired: another may own it now."""
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

    # The turn, in its order

    def _read_mail(self) -> list[Check]:
        """Handle the mail, start the passes that are due; return the checks to end now."""
        with self._lock:
            engine = self._guarded.value.engine
            return engine.late(self._catch_up(engine))

    def _decide(self, unstoppable: list[Check]) -> Turn:
        """Abandon the checks that go on although the crew ended them, and hand out new ones."""
        with self._lock:
            engine = self._guarded.value.engine
            # Mail may have come meanwhile, and a pass that it asks for must start in this turn.
            now = self._catch_up(engine)
            for check in unstoppable:
                engine.abandon(check, now)
            if engine.workers <= 0:
                self._take_back(engine, now, SkipReason.NO_WORKER)
            ready = engine.hand_out(now)
            self._replies += engine.take_replies()
            return Turn(ready, engine.workers_wanted, engine.take_events())

    def _carry_out(self, turn: Turn) -> float | None:
        """Do what was decided; return when to look again, though no mail has come by then."""
        not_started = self._crew.start(turn.ready, turn.workers)
        self._listeners.notify(turn.events)
        wake_at = self._end_or_go_on(not_started)
        if self.is_over:
            self._crew.dismiss()
            self._end_run()
        # Last, so that a caller of check() finds the checker without an owner, as it was before.
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
        for check in self._crew.take_back():
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
        """Report the end of a run, and only then let another begin: its last event is last."""
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
        # With the lock held, and last: from here on the engine is another's.
        self._has_retired = True
        self.forget_context()
        self._retire()
