"""Locks and waits under a schedule.

Only what CPython has in C is here: the lock, the reentrant lock, starting and joining a thread,
sleeping. Condition, Event, Semaphore, Barrier, Timer and the queues are CPython's own code, which
builds on these.
"""

import threading

from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.world import ScheduledThread, current

__all__ = ["JoinWait", "LockWait", "ScheduledLock", "ScheduledRLock", "mark_ended"]


class LockWait:
    """Waits for a lock to be free."""

    __slots__ = ("deadline", "lock")

    def __init__(self, lock: "ScheduledLock", deadline: float | None) -> None:
        self.lock = lock
        self.deadline = deadline

    def ready(self) -> bool:
        return self.lock.owner is None


class JoinWait:
    """Waits for a thread to end."""

    __slots__ = ("deadline", "thread")

    def __init__(self, thread: ScheduledThread, deadline: float | None) -> None:
        self.thread = thread
        self.deadline = deadline

    def ready(self) -> bool:
        return self.thread.ended


class ScheduledLock:
    """`threading.Lock`, which knows its owner; a thread that waits for it waits in the schedule.

    No lock guards it: only the thread that moves touches it. To a thread outside of the schedule,
    such as one that reads the shared object after a run, it is always open.
    """

    __slots__ = ("__weakref__", "count", "owner", "waiting")
    kind = "Lock"

    def __init__(self) -> None:
        self.owner: ScheduledThread | None = None
        # How often the owner has taken it, and how many threads wait for it.
        self.count = 0
        self.waiting = 0

    # These are called so often that they call as little as possible.

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if not blocking or timeout != -1:
            check_acquire(blocking, timeout)
        me = current()
        if me is None:
            return True
        world = me.world
        if world.over:
            raise ScheduleOver
        world.before_taking(me)
        if self.owner is not None and not self._wait(me, timeout if blocking else 0):
            return False
        self.owner = me
        self.count = 1
        if self.waiting:
            world.something_changed()
        return True

    __enter__ = acquire

    def release(self, *error: object) -> None:
        me = current()
        if me is None or me.world.over:
            return
        if self.owner is None:
            raise RuntimeError("release unlocked lock")
        self._give_back(me)

    __exit__ = release

    def locked(self) -> bool:
        return self.owner is not None

    def __repr__(self) -> str:
        state = "free" if self.owner is None else f"held by {self.owner.name}"
        return f"<{self.kind} {state}>"

    # What `threading.Condition` calls

    def _is_owned(self) -> bool:
        return self.owner is not None or current() is None

    def _release_save(self) -> int:
        self.release()
        return 1

    def _acquire_restore(self, count: int) -> None:
        self.acquire()

    def _at_fork_reinit(self) -> None:
        self.owner = None
        self.count = 0

    def _wait(self, me: ScheduledThread, timeout: float) -> bool:
        """Wait until it is free; False if the timeout came first."""
        if timeout == 0:
            return False
        self.waiting += 1
        try:
            me.world.block(me, LockWait(self, me.world.deadline(timeout)))
        finally:
            self.waiting -= 1
        return self.owner is None

    def _give_back(self, me: ScheduledThread) -> None:
        self.owner = None
        self.count = 0
        if self.waiting:
            me.world.something_changed()


class ScheduledRLock(ScheduledLock):
    """`threading.RLock`: its owner may take it again."""

    __slots__ = ()
    kind = "RLock"

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if self.owner is not None and self.owner is current():
            self.count += 1
            return True
        return super().acquire(blocking, timeout)

    __enter__ = acquire

    def release(self, *error: object) -> None:
        me = current()
        if me is None or me.world.over:
            return
        if self.owner is not me:
            raise RuntimeError("cannot release un-acquired lock")
        self.count -= 1
        if not self.count:
            self.owner = None
            if self.waiting:
                me.world.something_changed()

    __exit__ = release

    def _is_owned(self) -> bool:
        me = current()
        return me is None or self.owner is me

    def _release_save(self) -> int:
        count = self.count
        me = current()
        if me is not None and not me.world.over:
            self._give_back(me)
        return count

    def _acquire_restore(self, count: int) -> None:
        super().acquire()
        self.count = count


def check_acquire(blocking: bool, timeout: float) -> None:
    """Raise what `Lock.acquire()` raises for these arguments."""
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > threading.TIMEOUT_MAX:
        raise OverflowError("timestamp out of range for platform time_t")


def start(me: ScheduledThread, thread: threading.Thread) -> None:
    """`Thread.start()` under a schedule."""
    if started_as(thread) is not None:
        raise RuntimeError("threads can only be started once")
    me.world.check_not_over()
    thread.__dict__["_scheduled_as"] = me.world.spawn(thread)
    thread._started.set()  # type: ignore[attr-defined]


def join(me: ScheduledThread, thread: threading.Thread, timeout: float | None) -> None:
    """`Thread.join()` under a schedule."""
    target = started_as(thread)
    if target is me or thread is threading.current_thread():
        raise RuntimeError("cannot join current thread")
    if target is None:
        raise RuntimeError("cannot join thread before it is started")
    me.world.check_not_over()
    if not target.ended and (timeout is None or timeout > 0):
        deadline = None if timeout is None else me.world.now + timeout
        me.world.block(me, JoinWait(target, deadline))


def started_as(thread: threading.Thread) -> ScheduledThread | None:
    """The scheduled thread behind `thread`, if it was started under a schedule."""
    found: ScheduledThread | None = thread.__dict__.get("_scheduled_as")
    return found


def sleep(me: ScheduledThread, seconds: float) -> None:
    """`time.sleep()` under a schedule, in virtual seconds."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    me.world.check_not_over()
    me.world.sleep(me, seconds)


def mark_ended(handle: threading.Thread) -> None:
    """Make a thread that ran under a schedule dead for good, also after its run.

    Executors join their threads when the interpreter exits. Attributes of the thread itself hide
    the methods, since each version of `threading` keeps this state under other names.
    """
    handle.__dict__.update(is_alive=_is_not_alive, join=_join_ended)


def _is_not_alive() -> bool:
    return False


def _join_ended(timeout: float | None = None) -> None:
    """Return immediately."""
