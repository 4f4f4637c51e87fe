"""The processes that this one has started."""

import os
from pathlib import Path

__all__ = ["children"]


def children() -> set[str]:
    """Return the processes that this one has started and that still run, except Python's own."""
    own = [entry for entry in Path("/proc").glob("[0-9]*") if _parent(entry) == str(os.getpid())]
    return {entry.name for entry in own if not _is_tracker(entry)}


def _is_tracker(entry: Path) -> bool:
    """Is it the process that multiprocessing keeps to the end, after other tests used it?"""
    try:
        return b"resource_tracker" in (entry / "cmdline").read_bytes()
    except OSError:
        return False


def _parent(entry: Path) -> str:
    try:
        return (entry / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""
