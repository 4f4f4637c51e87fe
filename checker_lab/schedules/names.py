"""Names for threads and tasks that the code under test starts: the same in every run."""

import asyncio
import re
import threading
from collections.abc import Collection
from typing import Any

__all__ = ["check_name", "name_of", "task_name"]

# The name that `asyncio` gives to a task without one.
AUTOMATIC_TASK = re.compile(r"Task-\d+")
# The name that `threading` gives to a thread without one, with the name of its target, if any.
AUTOMATIC = re.compile(r"Thread-\d+(?: \((?P<target>.*)\))?")
# The number grows with every executor of the process.
POOL = re.compile(r"ThreadPoolExecutor-\d+_\d+")
# A schedule is written as names with spaces between, and "*3" for a repeat.
NOT_IN_A_NAME = re.compile(r"[\s*]+")


def check_name(name: object) -> str:
    """Return `name` if it can be part of a schedule.

    Raises:
        TypeError: it is not a str.
        ValueError: it is empty, or has a space or a star in it.
    """
    if not isinstance(name, str):
        raise TypeError(f"a thread's name must be a str, not {name!r}")
    if not name or NOT_IN_A_NAME.search(name):
        raise ValueError(
            f"a thread's name must not be empty, or contain a space or a star: {name!r}"
        )
    return name


def name_of(thread: threading.Thread, taken: Collection[str]) -> str:
    """A name for `thread` that is the same in every run of the same schedule."""
    return _unique(_base_name(thread), taken)


def task_name(task: "asyncio.Task[Any]", taken: Collection[str]) -> str:
    """A name for `task` that is the same in every run of the same schedule."""
    name = task.get_name()
    if AUTOMATIC_TASK.fullmatch(name):
        name = getattr(task.get_coro(), "__name__", "task")
    return _unique(NOT_IN_A_NAME.sub("-", name).strip("-") or "task", taken)


def _unique(name: str, taken: Collection[str]) -> str:
    number = 1
    unique = name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique


def _base_name(thread: threading.Thread) -> str:
    if POOL.fullmatch(thread.name):
        return "pool"
    automatic = AUTOMATIC.fullmatch(thread.name)
    name = thread.name if automatic is None else automatic["target"] or type(thread).__name__
    return NOT_IN_A_NAME.sub("-", name).strip("-") or "thread"
