"""The functions that grade: a class, a function or a file in, a report out."""

import inspect
from collections.abc import Callable, Iterable
from os import PathLike
from typing import Any

from checker_lab.core.language import choose_language
from checker_lab.core.lines import one_line
from checker_lab.grading.grader import Grader, Target, grade_packed
from checker_lab.grading.kind import METHODS, kind_of
from checker_lab.grading.report import Report
from checker_lab.grading.requirements import CHECKER, ON_REQUEST, TIMEOUT, check_names
from checker_lab.grading.sentences import say
from checker_lab.grading.transfer import pack, pack_file

__all__ = ["grade", "grade_file", "grade_timeout"]


def grade(
    checker: type, *, only: Iterable[str] | str | None = None, language: str | None = None
) -> Report:
    """Run a checker and report which requirements it meets.

    It runs in other processes with limits on time, memory and output, so a mistake in it does no
    harm here.

    Args:
        checker: a class with `__init__(self, interval)` (seconds), `add(item)`, `run()` and
            `stop()`. If `stop()` is `async def`, it is a checker for asyncio, and its items have an
            `async def health()`. An item has an `id`, and a `health()` that returns a bool or
            raises anything.
        only: names of requirements, to judge only these; "one-per-id" is judged only if it is
            named here.
        language: of the report, "en" or "ru"; None for that of `set_language()`, or else English.

    Raises:
        TypeError, ValueError: it is not the class of a checker, or there is no such requirement or
            language.
        TransferError: it uses something that cannot be sent to another process.
    """
    names, chosen = check_names(only, CHECKER, ON_REQUEST), choose_language(language)
    if not inspect.isclass(checker):
        why = say(
            "grade() takes a class (the class itself, not an instance), not {given}",
            given=repr(checker),
        )
        raise TypeError(why.in_language(chosen))
    name = one_line(checker.__name__)
    if not any(hasattr(checker, method) for method in METHODS):
        why = say("{name} has none of add(), run() and stop(): is it a checker?", name=name)
        raise TypeError(why.in_language(chosen))
    target = Target(name, kind_of(checker), names, checker, chosen)
    return Grader(pack(checker, chosen), target).grade()


def grade_timeout(
    function: Callable[..., Any],
    *,
    only: Iterable[str] | str | None = None,
    language: str | None = None,
) -> Report:
    """Run a function that calls with a timeout, and report which requirements it meets.

    Args:
        function: takes `(get_health, seconds)`; returns what `get_health()` returns, or raises
            TimeoutError. If it is `async def`, so is `get_health`.
        only: names of requirements, to judge only these.
        language: of the report, "en" or "ru"; None for that of `set_language()`, or else English.

    Raises:
        TypeError, ValueError: it is not a function, or there is no such requirement.
        TransferError: it uses something that cannot be sent to another process.
    """
    names, chosen = check_names(only, TIMEOUT), choose_language(language)
    if inspect.isclass(function) or not callable(function):
        why = say(
            "grade_timeout() takes a function of (get_health, seconds), not {given}",
            given=repr(function),
        )
        raise TypeError(why.in_language(chosen))
    name = one_line(getattr(function, "__name__", "it"))
    target = Target(name, kind_of(function), names, function, chosen)
    return Grader(pack(function, chosen), target).grade()


def grade_file(
    path: str | PathLike[str],
    *,
    only: Iterable[str] | str | None = None,
    language: str | None = None,
) -> Report:
    """Grade what a file has in it: a class with add(), run() and stop(), or a timeout function.

    Only other processes run the file, and not under the name `__main__`. They leave out a demo:
    from the first statement that uses the checker or calls the function, only definitions run.
    `input()` returns "1", and there are no arguments.

    Args:
        path: the Python file.
        only: names of requirements, to judge only these.
        language: of the report, "en" or "ru"; None for that of `set_language()`, or else English.

    Raises:
        FileNotFoundError, IsADirectoryError, ValueError: there is no such Python file.
        UnclearError: it has no such class or function, or more than one.
    """
    chosen = choose_language(language)
    return grade_packed(pack_file(path, chosen), only, chosen)
