"""One run, as the replaced locks, threads and clocks see it."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from checker_lab.schedules.errors import ScheduleError, ScheduleOver

if TYPE_CHECKING:
    from checker_lab.schedules.scheduled import ScheduledThread, Wait

__all__ = ["NOBODY", "STOP_HERE", "Limits", "Mover", "Policy", "World"]

# What a policy answers when nobody should move any more.
STOP_HERE = -1
# The "current" thread where the last one cannot go on.
NOBODY = -1
MOST_MOVERS = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What no schedule goes beyond: `max_steps` moves, `stall` seconds without one."""

    max_steps: int = 20_000
    stall: float = 5.0


class Policy(Protocol):
    """Chooses who moves next."""

    def choose(self, ready: tuple[int, ...], current: int, is_branch: bool) -> int:
        """The index of the one that moves, or STOP_HERE.

        Args:
            ready: who can move; not empty.
            current: who moved last, if it can go on, or NOBODY.
            is_branch: False where a switch would show nothing that no other schedule shows.
        """
        ...


class Mover(Protocol):
    """A thread or a task, as far as a schedule is concerned."""

    @property
    def name(self) -> str:
        """Its name in a schedule."""
        ...

    @property
    def ended(self) -> bool:
        """Has it ended?"""
        ...

    @property
    def error(self) -> BaseException | None:
        """What it ended by, if it is an error that counts."""
        ...

    @property
    def has_deadline(self) -> bool:
        """Does it wait for something that ends by itself, and may it be chosen to end it?"""
        ...


class World(ABC):
    """One run of threads or of tasks.

    `ending` says how it ended: "" while it runs, "ended", "deadlock", "raised", "endless",
    "stopped" (the policy said so) or "failed" (`failure` says why).
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.moves = bytearray()
        self.now = 0.0
        self.output: list[str] = []
        self.ending = ""
        self.failure: ScheduleError | None = None
        self.culprit: Mover | None = None
        # What went wrong in no thread or task of its own.
        self.error: BaseException | None = None
        # Nobody waits for this run any more: whoever moves now is to end.
        self.over = False
        # Somebody reads the shared object: nothing that this calls may wait or move.
        self.looks_on = False
        # Grows as long as the run gets on.
        self.ticks = 0
        self._numbers = 0

    @property
    @abstractmethod
    def movers(self) -> Sequence[Mover]:
        """The threads or tasks, in the order of their indexes."""

    @abstractmethod
    def block(self, me: "ScheduledThread", wait: "Wait") -> None:
        """Let others move until `wait` is ready or its deadline has come."""

    @abstractmethod
    def sleep(self, me: "ScheduledThread", seconds: float) -> None:
        """Let so many virtual seconds pass."""

    @abstractmethod
    def spawn(self, handle: threading.Thread) -> "ScheduledThread":
        """Add a thread that the code under test starts itself."""

    def before_taking(self, me: "ScheduledThread") -> None:
        """`me` is about to take a lock: others may move first, where that is a step of its own."""
        return

    def something_changed(self) -> None:
        """Somebody who waits may be ready now, or not any more."""
        return

    def next_number(self) -> int:
        """1, 2, 3, ... in this run."""
        self._numbers += 1
        return self._numbers

    def deadline(self, timeout: float) -> float | None:
        """The moment `timeout` seconds from now; below 0 means never."""
        return None if timeout < 0 else self.now + timeout

    def check_not_over(self) -> None:
        """Raise ScheduleOver if nobody waits for this run any more."""
        if self.over:
            raise ScheduleOver

    def finish(self, ending: str, culprit: Mover | None = None) -> None:
        """The run has ended so, by this thread or task."""
        self.ending = ending
        self.culprit = culprit

    def check_room(self) -> None:
        """Raise ScheduleError if there can be no further thread or task."""
        if len(self.movers) >= MOST_MOVERS:
            raise ScheduleError(f"a run has at most {MOST_MOVERS} threads or tasks")
