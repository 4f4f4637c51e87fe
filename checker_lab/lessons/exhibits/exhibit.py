"""What an exhibit is: a bug, its fix, and what shows the one and proves the other.

It knows nothing of the single exhibits, nor of the explorer and the widget that play them.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from checker_lab.core.language import Language, choose_language
from checker_lab.core.plurals import fill
from checker_lab.lessons.exhibits.russian import MESSAGES, RUSSIAN, ExhibitText
from checker_lab.schedules.phrases import Phrase

__all__ = ["ContractExhibit", "Exhibit", "ScheduleExhibit", "Wild", "expect"]

Code = type[Any]


def make(code: Code) -> Any:
    """The setup of most exhibits: the threads share a new instance."""
    return code()


def expect(holds: bool, message: str, *values: object) -> bool:
    """Return True, or raise AssertionError with a message in both languages.

    Exhibits use it in place of `assert`, which Python skips under `-O` and PYTHONOPTIMIZE.

    Args:
        holds: what should be true.
        message: in English, as for `fill()`; the key of its translation.
        values: of its braces.
    """
    if not holds:
        english, russian = fill("en", message, *values), fill("ru", MESSAGES[message], *values)
        raise AssertionError(Phrase(english, russian))
    return True


@dataclass(frozen=True, slots=True)
class Wild:
    """A public project in which the bug was found.

    Attributes:
        project: its owner and name on GitHub.
        where: the number of its issue or pull request, with "#", or the file with the bug.
        what: what happened there, in one sentence.
    """

    project: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.project}{'' if self.where.startswith('#') else ' '}{self.where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A small checker, or a part of one, that is broken on purpose, beside its fix.

    Attributes:
        name: the name of its module.
        english_title: the name of the bug; `title` is the same in the language of the process.
        broken: the class with the bug; its docstring has a paragraph that starts with `Bug:`.
        fixed: the class without it, with the same methods, and a paragraph with `Fix:`.
        places: where the bug was found; empty for a classic.
        kind: "schedule" for a `ScheduleExhibit`, "contract" for a `ContractExhibit`.
    """

    kind: ClassVar[Literal["schedule", "contract"]]

    name: str
    english_title: str
    broken: Code
    fixed: Code
    places: tuple[Wild, ...]

    @property
    def title(self) -> str:
        """The name of the bug, in the language of the process."""
        return self._text.title

    @property
    def bug(self) -> str:
        """What is wrong, in one paragraph, in the language of the process."""
        return self._text.bug

    @property
    def fix(self) -> str:
        """What fixes it, in one paragraph, in the language of the process."""
        return self._text.fix

    @property
    def wild(self) -> tuple[Wild, ...]:
        """Where the bug was found, and what happened there, in the language of the process."""
        pairs = zip(self.places, self._text.wild, strict=True)
        return tuple(replace(place, what=what) for place, what in pairs)

    def in_language(self, language: Language) -> ExhibitText:
        """Return all that is said of it in this language."""
        if language == "ru":
            return RUSSIAN[self.name]
        bug, fix = _paragraph(self.broken, "Bug: "), _paragraph(self.fixed, "Fix: ")
        return ExhibitText(self.english_title, bug, fix, tuple(one.what for one in self.places))

    @property
    def _text(self) -> ExhibitText:
        return self.in_language(choose_language(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleExhibit(Exhibit):
    """A bug that some schedules have: `explore()`, `play()` and the widget show it.

        explore(exhibit.broken_setup, exhibit.threads, exhibit.invariant)

    Attributes:
        setup: gets `broken` or `fixed`, and makes the object that the threads share.
        threads: names to functions that get this object; coroutine functions are tasks.
        invariant: gets the object when all have ended; returns True if all is well, and returns
            False or raises AssertionError if not.
        preemptions: the preemption bound within which the fix is proven; None for no bound.
    """

    kind = "schedule"

    setup: Callable[[Code], Any] = make
    threads: Mapping[str, Callable[[Any], object]]
    invariant: Callable[[Any], bool]
    preemptions: int | None = None

    @property
    def broken_setup(self) -> Callable[[], Any]:
        """Makes the shared object, with the bug."""
        return functools.partial(self.setup, self.broken)

    @property
    def fixed_setup(self) -> Callable[[], Any]:
        """The same, fixed."""
        return functools.partial(self.setup, self.fixed)

    @property
    def is_async(self) -> bool:
        """Do tasks play it?"""
        return any(inspect.iscoroutinefunction(function) for function in self.threads.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractExhibit(Exhibit):
    """A bug that every schedule has: a test of its contract shows it.

        exhibit.contract(exhibit.broken)

    Attributes:
        contract: gets `broken` or `fixed`, uses it, and raises AssertionError if it does not do
            what it should.
    """

    kind = "contract"

    contract: Callable[[Code], None]


def _paragraph(code: Code, start: str) -> str:
    for paragraph in (inspect.getdoc(code) or "").split("\n\n"):
        if paragraph.startswith(start):
            return " ".join(paragraph.removeprefix(start).split())
    raise ValueError(
        f"the docstring of {code.__name__} has no paragraph that starts with {start!r}"
    )
