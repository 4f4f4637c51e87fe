"""Calls that no virtual time can hold: sockets, subprocesses, foreign functions, signals.

They wait for something outside of the program, which goes on in real time. An audit hook (PEP 578)
and stand-ins notice them by name; this module says which those are and finds the line that calls.
It does not know what is to be done about them.
"""

import os
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from checker_lab.schedules.source import current_line, shown_file, source_line

__all__ = [
    "COMPUTES",
    "EVENTS",
    "FUNCTIONS",
    "LIBRARIES",
    "MOVES",
    "OURS",
    "WAITED",
    "WAITS",
    "ForeignCall",
    "call_from",
    "is_foreign",
]

# What is noticed without a name.
WAITS = "waits in real time"
# Waits that are too short to be seen while they last.
WAITED = "waits in real time before it waits in virtual time"
COMPUTES = "computes without end"
# It takes as long as real time would.
MOVES = "moves too often"

# Audit events of what waits for other processes, other machines or functions that are not Python's.
EVENTS = frozenset(
    (
        "ctypes.call_function",
        "ctypes.dlsym",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
    )
)
# Functions of C libraries that never wait. A call of any other may, and has no audit event: the
# event is that of looking it up.
NEVER_WAIT = frozenset(
    (
        "abs",
        "clock_gettime",
        "free",
        "getenv",
        "geteuid",
        "getpid",
        "getppid",
        "gettid",
        "getuid",
        "malloc",
        "malloc_trim",
        "memcpy",
        "memset",
        "prctl",
        "pthread_self",
        "pthread_setname_np",
        "rand",
        "srand",
        "strerror",
        "strlen",
        "time",
        "uname",
    )
)
# Functions that wait in real time, or make a signal come then, and have no audit event.
FUNCTIONS = {
    "signal": ("alarm", "pause", "setitimer", "sigtimedwait", "sigwait", "sigwaitinfo"),
}

LIBRARIES = tuple(
    path
    for name in ("stdlib", "platstdlib", "purelib", "platlib")
    if (path := sysconfig.get_path(name))
)
OURS = f"{Path(__file__).parents[2]}{os.sep}"


def is_foreign(event: str, args: tuple[Any, ...]) -> bool:
    """Is an audit event that of a call which virtual time cannot hold?"""
    if event == "ctypes.dlsym":
        name = str(args[1])
        # CPython's own functions, as in `ctypes.pythonapi`.
        return name not in NEVER_WAIT and not name.startswith(("Py", "_Py"))
    return event in EVENTS


@dataclass(frozen=True, slots=True)
class ForeignCall:
    """Something that is not held.

    Attributes:
        what: "socket.connect" (an audit event or a function), WAITS, WAITED, COMPUTES or MOVES.
        where: "file.py:12: the line", or "" if no line of the program is to be seen.
    """

    what: str
    where: str

    @property
    def is_sure(self) -> bool:
        """Is it certain? A busy machine may look like a wait."""
        return self.what not in (WAITS, WAITED)

    def __str__(self) -> str:
        return f"{self.what} at {self.where}" if self.where else self.what


def call_from(what: str, frame: FrameType | None) -> ForeignCall:
    """Return the foreign call that stands in `frame`, with the line of the program behind it."""
    callers = list(_callers(frame))
    frame = next(filter(_is_programs, callers), callers[0] if callers else None)
    if frame is None:
        return ForeignCall(what, "")
    file, line = frame.f_code.co_filename, current_line(frame)
    return ForeignCall(what, f"{shown_file(file)}:{line}: {source_line(file, line)}")


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_programs(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return not file.startswith((*LIBRARIES, OURS, "<frozen"))
