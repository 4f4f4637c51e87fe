"""The processes that this one has started."""

import os
from pathlib import Path

__all__ = ["children"]

SERVER = b"fork_server"
# What is kept to the end of this process: the grader's server, and one of multiprocessing's.
KEPT = (SERVER, b"resource_tracker")


def children() -> set[str]:
    """Return the processes that this one, or its fork server, has started and that still run."""
    entries = list(Path("/proc").glob("[0-9]*"))
    own = [entry for entry in entries if _parent(entry) == str(os.getpid())]
    servers = {entry.name for entry in own if SERVER in _command(entry)}
    forked = {entry.name for entry in entries if _parent(entry) in servers}
    return {one.name for one in own if not any(name in _command(one) for name in KEPT)} | forked


def _command(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""


def _parent(entry: Path) -> str:
    try:
        state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return ""
    # A zombie has ended: the process that started it has not looked yet.
    return "" if state == "Z" else parent
