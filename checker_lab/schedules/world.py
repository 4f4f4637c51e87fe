"""One run and its threads, as the replaced locks, threads and clocks see them.

It does not know how a thread or a task is made to move: the controllers do.
"""

import threading
from _thread import LockType, get_ident
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Protocol

from checker_lab.schedules.errors import ScheduleError, ScheduleOver
from checker_lab.schedules.policy import Mover

__all__ = ["ON_THREAD", "Limits", "ScheduledThread", "SleepWait", "Wait", "World", "current"]

MOST_MOVERS = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What no run exceeds: `max_steps` moves, and `stall` real seconds without a move."""

    max_steps: int = 20_000
    stall: float = 5.0


class Wait(Protocol):
    """Why a thread cannot go on: until `ready()`, or until `deadline` (virtual seconds)."""

    @property
    def deadline(self) -> float | None: ...

    def ready(self) -> bool: ...


class SleepWait:
    """Waits for a moment, in virtual seconds."""

    __slots__ = ("deadline",)

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def ready(self) -> bool:
        return False


class World(ABC):
    """One run of threads or of tasks.

    `ending` says how it ended: "" while it runs, "ended", "deadlock", "raised", "endless",
    "stopped" (the policy chose to) or "failed" (`failure` says why).
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.moves = bytearray()
        # Virtual seconds since the run started.
        self.now = 0.0
        self.output: list[str] = []
        self.ending = ""
        self.failure: ScheduleError | None = None
        self.culprit: Mover | None = None
        # An error that belongs to no thread or task, such as that of a callback.
        self.error: BaseException | None = None
        # The result is known: whatever still moves has to end.
        self.over = False
        # The shared object is being read: nothing that this calls may wait or move.
        self.looks_on = False
        # The process ends with the run, so locks that modules make at their import belong to it.
        self.owns_process = False
        # Grows as long as the run makes progress.
        self.ticks = 0
        self._numbers = 0

    @property
    @abstractmethod
    def movers(self) -> Sequence[Mover]:
        """The threads or tasks, in the order of their indexes."""

    @abstractmethod
    def block(self, me: "ScheduledThread", wait: Wait) -> None:
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

    def read_clock(self, me: "ScheduledThread") -> float:
        """The virtual seconds that `me` sees on a clock."""
        return self.now

    def thread_number(self) -> int:
        """The number in the name of the next thread that is given no name."""
        return len(self.movers) + 1

    def something_changed(self) -> None:
        """A thread that waits may be ready now, or not any more."""
        return

    def next_number(self) -> int:
        """1, 2, 3, ... in this run."""
        self._numbers += 1
        return self._numbers

    def deadline(self, timeout: float) -> float | None:
        """The moment `timeout` seconds from now; below 0 means never."""
        return None if timeout < 0 else self.now + timeout

    def check_not_over(self) -> None:
        """Raise ScheduleOver if the result of this run is known already."""
        if self.over:
            raise ScheduleOver

    def finish(self, ending: str, culprit: Mover | None = None) -> None:
        """End the run in this way, because of this thread or task."""
        self.ending = ending
        self.culprit = culprit

    def check_room(self) -> None:
        """Raise ScheduleError if no further thread or task fits."""
        if len(self.movers) >= MOST_MOVERS:
            raise ScheduleError(f"a run may have at most {MOST_MOVERS} threads or tasks")


class ScheduledThread:
    """One thread of a run. It moves only while it holds the baton, of which there is one."""

    __slots__ = (
        "baton",
        "block_frame",
        "daemon",
        "ended",
        "error",
        "first_code",
        "frame",
        "function",
        "handle",
        "index",
        "is_fresh",
        "last_lines",
        "name",
        "started",
        "taken_at",
        "wait",
        "world",
    )

    def __init__(
        self,
        world: World,
        index: int,
        name: str,
        function: Callable[[], object],
        handle: threading.Thread | None = None,
        first_code: CodeType | None = None,
    ) -> None:
        self.world = world
        self.index = index
        self.name = name
        self.function = function
        # The `threading.Thread` of a thread that the code under test has started itself.
        self.handle = handle
        self.daemon = handle is not None and handle.daemon
        # The code in which it starts, if that is known.
        self.first_code = first_code
        self.baton: LockType | None = None
        self.wait: Wait | None = None
        self.started = False
        # It has not come to its first line yet.
        self.is_fresh = True
        self.ended = False
        # The call in which it took a lock in this step, if it has taken one.
        self.taken_at: tuple[int, int] | None = None
        # Lines that it may still run after the run is over.
        self.last_lines = 0
        self.error: BaseException | None = None
        # Where it stands; kept only where a run is recorded.
        self.frame: FrameType | None = None
        self.block_frame: FrameType | None = None

    @property
    def has_deadline(self) -> bool:
        """Does it wait for something that ends by itself?"""
        return self.wait is not None and self.wait.deadline is not None


# The scheduled thread that each OS thread runs at this moment, by its ident. Threads that are not
# in it are no part of a schedule, and get the real locks, threads and clocks.
ON_THREAD: dict[int, ScheduledThread] = {}


def current() -> ScheduledThread | None:
    """The scheduled thread that calls, or None if it is in no schedule or only looks on."""
    thread = ON_THREAD.get(get_ident())
    return None if thread is None or thread.world.looks_on else thread
