"""What an audit event `open` is about: whose file it is, and whether it is made."""

import os
import re
from pathlib import Path
from typing import Any

__all__ = ["is_inside_a_process", "is_neighbour", "makes", "path_of"]

# Of any process: its memory, its descriptors, its folders and its environment.
INSIDE = re.compile(r"/proc/[^/]+/(task/[^/]+/)?(mem|environ|fd|map_files|cwd|root)(/|$)")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DEVICES = ("/dev/", "/proc/", "/sys/")


def path_of(args: tuple[Any, ...]) -> str | None:
    """Return the path that is opened; None for a descriptor."""
    path = args[0]
    if isinstance(path, bytes):
        return os.fsdecode(bytes(path))
    # A subclass of str could do anything when it is asked.
    return str.__str__(path) if isinstance(path, str) else None


def is_inside_a_process(path: str) -> bool:
    """Does it show what is in the memory of a process, in its descriptors or its environment?"""
    return INSIDE.match(os.path.normpath(Path.cwd() / path)) is not None


def is_neighbour(path: str, own: str) -> bool:
    """Is it another Python file in the same folder?"""
    return path.endswith(".py") and path != own and Path(path).parent == Path(own).parent


def makes(path: str, args: tuple[Any, ...]) -> bool:
    """Is it about to be made?"""
    flags = args[2]
    is_written = isinstance(flags, int) and bool(flags & WRITES)
    return is_written and not path.startswith(DEVICES) and not os.path.lexists(path)
