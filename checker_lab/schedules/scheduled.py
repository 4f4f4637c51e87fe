"""A thread under a schedule, and what it may wait for."""

import threading
from _thread import LockType, get_ident
from collections.abc import Callable
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from checker_lab.schedules.world import World

__all__ = ["ON_THREAD", "ScheduledThread", "SleepWait", "Wait", "current", "wake"]


class Wait(Protocol):
    """Why a thread cannot go on: until `ready()`, or until `deadline` (virtual seconds)."""

    deadline: float | None

    def ready(self) -> bool: ...


class SleepWait:
    """For a moment."""

    __slots__ = ("deadline",)

    def __init__(self, deadline: float) -> None:
        self.deadline: float | None = deadline

    def ready(self) -> bool:
        return False


class ScheduledThread:
    """One thread of a run. It moves only while it holds the baton, and only one holds it."""

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
        world: "World",
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
        # Where it will begin, if that is known.
        self.first_code = first_code
        self.baton: LockType | None = None
        self.wait: Wait | None = None
        self.started = False
        # It has not come to its first line yet.
        self.is_fresh = True
        self.ended = False
        # The call by which it has taken a lock in this step, if it has.
        self.taken_at: tuple[int, int] | None = None
        # Lines that it may still run once it has been told to end.
        self.last_lines = 0
        self.error: BaseException | None = None
        # Where it stands, kept only where a run is recorded.
        self.frame: FrameType | None = None
        self.block_frame: FrameType | None = None

    @property
    def has_deadline(self) -> bool:
        """Does it wait for something that ends by itself?"""
        return self.wait is not None and self.wait.deadline is not None


# Which scheduled thread each OS thread is at this moment, by its ident. Everybody else's threads
# are not in it, and get the real locks, threads and clocks.
ON_THREAD: dict[int, ScheduledThread] = {}


def current() -> ScheduledThread | None:
    """The scheduled thread that asks, or None: somebody else's, or one that only looks on."""
    thread = ON_THREAD.get(get_ident())
    return None if thread is None or thread.world.looks_on else thread


def wake(baton: LockType | None) -> None:
    """Let the holder of the baton move, whether it waits for that or has been let already."""
    assert baton is not None
    try:
        baton.release()
    except RuntimeError:
        pass  # somebody else has: a run that is broken off may have more than one mover
