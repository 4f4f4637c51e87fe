"""The two functions of this package."""

import inspect
from collections.abc import Callable, Iterable
from os import PathLike
from typing import Any

from checker_lab.grading.child.loading import METHODS, kind_of
from checker_lab.grading.grader import Court, Target, grade_source
from checker_lab.grading.report import Report
from checker_lab.grading.requirements import CHECKER, TIMEOUT, check_names
from checker_lab.grading.transfer import pack, pack_file

__all__ = ["grade", "grade_file", "grade_timeout"]


def grade(checker: type, *, only: Iterable[str] | str | None = None) -> Report:
    """Try a checker out, and tell which requirements it meets.

    It is tried out in processes of its own, with bounds, so whatever it does harms nothing here.

    Args:
        checker: a class with `__init__(self, interval)` (seconds), `add(item)`, `run()` and
            `stop()`. If `stop()` is `async def`, it is a checker of asyncio, and its items have an
            `async def health()`. An item has an `id` and a `health()`, which returns a bool, or
            raises whatever it likes.
        only: names of requirements, to have just these judged.

    Raises:
        TypeError, ValueError: that is no class of a checker, or there is no such requirement.
        TransferError: it uses something that cannot be sent to another process.
    """
    names = check_names(only, CHECKER)
    if not inspect.isclass(checker):
        raise TypeError(
            f"grade() takes a class (the class itself, not one made of it), not {checker!r}"
        )
    if not any(hasattr(checker, name) for name in METHODS):
        raise TypeError(f"{checker.__name__} has none of add(), run() and stop(): is it a checker?")
    target = Target(checker.__name__, kind_of(checker), names, checker)
    return Court(pack(checker), target).judge()


def grade_timeout(
    function: Callable[..., Any], *, only: Iterable[str] | str | None = None
) -> Report:
    """Try a timeout out, and tell which requirements it meets.

    Args:
        function: of `(get_health, seconds)`; returns what `get_health()` returns, or raises
            TimeoutError. If it is `async def`, so is `get_health`.
        only: names of requirements, to have just these judged.

    Raises:
        TypeError, ValueError: that is no function, or there is no such requirement.
        TransferError: it uses something that cannot be sent to another process.
    """
    names = check_names(only, TIMEOUT)
    if inspect.isclass(function) or not callable(function):
        raise TypeError(
            f"grade_timeout() takes a function of (get_health, seconds), not {function!r}"
        )
    name = getattr(function, "__name__", "it")
    return Court(pack(function), Target(name, kind_of(function), names, function)).judge()


def grade_file(path: str | PathLike[str], *, only: Iterable[str] | str | None = None) -> Report:
    """Try out what a file has: a class with add(), run() and stop(), or a timeout's function.

    The file is run in other processes only, and `if __name__ == "__main__":` is not for them.

    Args:
        path: of the file.
        only: names of requirements, to have just these judged.

    Raises:
        FileNotFoundError, IsADirectoryError, ValueError: there is no such Python file.
        UnclearError: it has no such class or function, or more than one.
    """
    return grade_source(pack_file(path), only)
