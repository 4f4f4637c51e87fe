"""What an exhibit is: a bug, its fix, how to see the one and prove the other."""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

__all__ = ["ContractExhibit", "Exhibit", "ScheduleExhibit", "Wild"]

Code = type[Any]


def make(code: Code) -> Any:
    """What most exhibits share: an instance, as it is when it is made."""
    return code()


@dataclass(frozen=True, slots=True)
class Wild:
    """Where a bug was met.

    Attributes:
        project: owner and name of a public project on GitHub.
        where: the number of its issue or pull request, with "#", or the file that has the bug.
        what: what happened there, in one sentence.
    """

    project: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.project}{'' if self.where.startswith('#') else ' '}{self.where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A small checker, or a part of one, that is broken on purpose, and its fix beside it.

    Attributes:
        name: the name of its module.
        title: the name of the bug.
        question: what to guess before the bug is shown.
        broken: the class with the bug, and with a `Bug:` line in its docstring.
        fixed: the class without it, with the same methods, and a `Fix:` line.
        wild: where the bug was met; empty for a classic, which nobody has met first.
        kind: "schedule" for a `ScheduleExhibit`, "contract" for a `ContractExhibit`.
    """

    kind: ClassVar[Literal["schedule", "contract"]]

    name: str
    title: str
    question: str
    broken: Code
    fixed: Code
    wild: tuple[Wild, ...]

    @property
    def bug(self) -> str:
        """What is wrong, in one paragraph."""
        return _paragraph(self.broken, "Bug: ")

    @property
    def fix(self) -> str:
        """What was done about it, in one paragraph."""
        return _paragraph(self.fixed, "Fix: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleExhibit(Exhibit):
    """A bug that a schedule shows: to `explore()`, to `play()` and in the widget.

        explore(exhibit.broken_setup, exhibit.threads, exhibit.invariant)

    Attributes:
        setup: makes what the threads share, of `broken` or of `fixed`.
        threads: names to functions that get what they share; coroutine functions are tasks.
        invariant: True if what they share is as it should be when all have ended.
        preemptions: the bound within which all schedules of the fix were explored; None for all
            there are.
    """

    kind = "schedule"

    setup: Callable[[Code], Any] = make
    threads: Mapping[str, Callable[[Any], object]]
    invariant: Callable[[Any], bool]
    preemptions: int | None = None

    @property
    def broken_setup(self) -> Callable[[], Any]:
        """Makes what the threads share, with the bug."""
        return functools.partial(self.setup, self.broken)

    @property
    def fixed_setup(self) -> Callable[[], Any]:
        """The same, fixed."""
        return functools.partial(self.setup, self.fixed)

    @property
    def is_async(self) -> bool:
        """Is it played by tasks?"""
        return any(inspect.iscoroutinefunction(function) for function in self.threads.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractExhibit(Exhibit):
    """A bug that every schedule has: a contract shows it.

        exhibit.contract(exhibit.broken)

    Attributes:
        contract: gets `broken` or `fixed`, tries it out, and raises AssertionError if it does not
            do what it should.
    """

    kind = "contract"

    contract: Callable[[Code], None]


def _paragraph(code: Code, begins: str) -> str:
    for paragraph in (inspect.getdoc(code) or "").split("\n\n"):
        if paragraph.startswith(begins):
            return " ".join(paragraph.removeprefix(begins).split())
    raise ValueError(f"{code.__name__} has no paragraph that begins with {begins!r}")
