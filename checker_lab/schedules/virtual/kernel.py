"""What the kernel knows of threads: how long each ran, and how long it waited for a processor.

A thread that waits for a processor is ready, and only starved by others. One that does neither
sleeps: it waits for something. It knows nothing about turns.
"""

import os
from collections import deque
from threading import get_native_id
from time import thread_time

__all__ = ["ActiveTimes"]

# Threads that may still hold the interpreter when the next one moves: those that moved last.
MOST_RECENT = 4
# Files that are kept open.
MOST_FILES = 100
NANOSECOND = 1e-9


class ActiveTimes:
    """Measures in how much of a time neither the calling thread nor those before it were active.

    The thread that moves waits for the interpreter if another one has it, which may be starved
    while it does. That is no wait of the program.
    """

    def __init__(self) -> None:
        # The thread that watches, which also takes the interpreter.
        self._watcher = 0
        self._recent: deque[int] = deque(maxlen=MOST_RECENT)
        self._files: dict[int, int] = {}
        self.start()

    def follow_watcher(self) -> None:
        """Take the calling thread for the one that watches."""
        self._watcher = get_native_id()

    def start(self) -> None:
        """Start to measure, in the thread that moves from now on."""
        me = get_native_id()
        if me in self._recent:
            self._recent.remove(me)
        self._recent.append(me)
        self._before = self._now()

    def active(self) -> float:
        """Return the seconds since `start()` in which these threads ran or were ready to run."""
        before, now = self._before, self._now()
        # A thread that has ended since is read as zeros.
        return sum(max(0.0, now[thread] - before.get(thread, 0.0)) for thread in now)

    def _now(self) -> dict[int, float]:
        me = self._recent[-1]
        # The kernel counts what a thread runs now only at the next tick of its own clock.
        times = {me: thread_time() + self._read(me)[1]}
        for thread in (*self._recent, self._watcher):
            if thread != me and thread:
                times[thread] = sum(self._read(thread))
        return times

    def _read(self, thread: int) -> tuple[float, float]:
        """Return the seconds that a thread ran and was ready; zeros if it or the file is gone."""
        try:
            ran, ready, _ = os.pread(self._file(thread), 100, 0).split()
        except (OSError, ValueError):
            self._close(thread)
            return 0.0, 0.0
        return int(ran) * NANOSECOND, int(ready) * NANOSECOND

    def _file(self, thread: int) -> int:
        if thread not in self._files:
            if len(self._files) >= MOST_FILES:
                self.close()
            path = f"/proc/self/task/{thread}/schedstat"
            self._files[thread] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        return self._files[thread]

    def _close(self, thread: int) -> None:
        file = self._files.pop(thread, None)
        if file is not None:
            os.close(file)

    def close(self) -> None:
        """Close all files."""
        for thread in tuple(self._files):
            self._close(thread)
