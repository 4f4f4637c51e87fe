"""The parent of a process that runs a learner's code in real time, which may start others.

It adopts what outlives its parent, also in a session of its own, and lets nothing outlive itself.
In virtual time there is nothing to do: no code starts a process there.
"""

import contextlib
import os
import signal
from pathlib import Path
from time import monotonic, sleep
from typing import NoReturn

from checker_lab.grading.child.wire import Wire
from checker_lab.grading.sentences import say

__all__ = ["supervise"]

# Processes that may run at the same time: enough for a pool, and not for a fork bomb.
MOST_PROCESSES = 64
# Seconds between two looks, and those within which everything must be killed.
PERIOD = 0.05
TO_KILL = 3.0
# Of prctl(2): adopt processes whose parent has ended, and end with the parent.
PR_SET_CHILD_SUBREAPER = 36
PR_SET_PDEATHSIG = 1


def supervise(wire: Wire) -> bool:
    """Fork, and return True in the child. The parent ends as the child does, and never returns."""
    grader = os.getppid()
    _control(PR_SET_CHILD_SUBREAPER, 1)
    # The grader may want it to end at any moment, and the child must not outlive that.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    pid = os.fork()
    if pid == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        os.setsid()
        _control(PR_SET_PDEATHSIG, signal.SIGKILL)
        return True
    signal.signal(signal.SIGTERM, lambda number, frame: _end(pid, -signal.SIGKILL))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            _end(pid, os.waitstatus_to_exitcode(status))
        # A grader that was killed can end nothing, and a child that stopped itself never ends.
        if os.getppid() != grader:
            _end(pid, -signal.SIGKILL)
        if len(_descendants()) > MOST_PROCESSES:
            saw = say("the code had more than {count} processes", count=MOST_PROCESSES)
            wire.send(stopped=saw.to_dict())
            _end(pid, -signal.SIGKILL)
        sleep(PERIOD)


def _control(option: int, value: int) -> None:
    """Call prctl(2), where there is one."""
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _end(child: int, status: int) -> NoReturn:
    """Kill all descendants, and end with the status of the child."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # Where there is no /proc, its process group is all that is known.
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    deadline = monotonic() + TO_KILL
    while (found := _descendants()) and monotonic() < deadline:
        # First none of them may start another one.
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in found:
                with contextlib.suppress(OSError):
                    os.kill(pid, number)
        _reap()
    if status < 0:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status if status >= 0 else 1)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _descendants() -> list[int]:
    """Return the processes below this one that have not ended, the nearest first."""
    below: dict[int, list[int]] = {}
    zombies: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            state, parent = stat.read_text(errors="replace").rpartition(")")[2].split()[:2]
            pid = int(stat.parent.name)
            below.setdefault(int(parent), []).append(pid)
            if state == "Z":
                # Children may still be its own: those of a thread that has not ended.
                zombies.add(pid)
    found = [os.getpid()]
    for pid in found:
        found += below.get(pid, [])
    return [pid for pid in found[1:] if pid not in zombies]
