"""Which exercises there are, and what each asks for."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from checker_lab.core.language import Language, choose_language
from checker_lab.grading.kind import Kind
from checker_lab.grading.requirements import CHECKER, TIMEOUT
from checker_lab.grading.sentences import say, translated

__all__ = ["EXERCISES", "KINDS", "Exercise", "exercise_named"]

KINDS: tuple[Kind, ...] = ("threads", "asyncio")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, to be solved in threads and in asyncio.

    Attributes:
        number: 1 for the first one.
        name: what `check()` and `reveal()` take.
        asks: the names of the requirements that an answer has to meet.
        parts: the names of its solutions: "race" is race_threads.py and race_asyncio.py.
    """

    number: int
    name: str
    asks: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def notebook(self) -> str:
        """The file name of its notebook."""
        return f"{self.number}_{self.name.replace(' ', '_')}.ipynb"

    def title(self, kind: Kind, language: Language = "en") -> str:
        """Return the name under which progress is recorded, in English, or its translation."""
        title = say(
            "{number}. {name}, in {kind}",
            number=self.number,
            name=translated(self.name.capitalize(), language),
            kind=translated(kind, language),
        )
        return title.in_language(language)

    def solutions(self, kind: Kind) -> list[ModuleType]:
        """Return the modules that solve it."""
        folder = "checker_lab.lessons.exercises.solutions"
        return [import_module(f"{folder}.{part}_{kind}") for part in self.parts]


EXERCISES = (
    Exercise(
        1, "the race", ("returns", "first-pass", "repeats", "parallel", "no-overlap"), ("race",)
    ),
    Exercise(2, "the channel", ("adds-live", "no-lost-add", "one-per-id"), ("channel",)),
    Exercise(
        3,
        "the context",
        ("stops", "stop-ends", "stop-message", "stop-prompt", "stop-twice"),
        ("context",),
    ),
    Exercise(4, "the panic", ("recovers", "reports-panic"), ("panic",)),
    Exercise(5, "the timeout", TIMEOUT, ("timeout",)),
    Exercise(6, "the assignment", CHECKER + TIMEOUT, ("panic", "timeout")),
)


def exercise_named(name: str) -> Exercise:
    """Return the exercise of that name.

    Raises:
        ValueError: there is none.
    """
    for exercise in EXERCISES:
        if exercise.name == name:
            return exercise
    known = ", ".join(repr(exercise.name) for exercise in EXERCISES)
    why = say("there is no exercise {name!r}: choose from {known}", name=name, known=known)
    raise ValueError(why.in_language(choose_language(None)))
