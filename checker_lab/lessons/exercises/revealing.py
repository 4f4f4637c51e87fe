"""Shows a solution once you have one of your own."""

from checker_lab.core.language import choose_language
from checker_lab.grading.kind import Kind
from checker_lab.grading.sentences import say
from checker_lab.lessons.display import show
from checker_lab.lessons.exercises.catalogue import KINDS, exercise_named
from checker_lab.lessons.exercises.progress import is_done

__all__ = ["reveal"]


def reveal(exercise: str, kind: Kind, *, anyway: bool = False, language: str | None = None) -> None:
    """Print our solution of an exercise that is done.

    Args:
        exercise: its name.
        kind: "threads" or "asyncio".
        anyway: print it even if the exercise is not done.
        language: of what it prints besides, "en" or "ru"; None for that of `set_language()`, or
            else English.

    Raises:
        ValueError: there is no such exercise, or no such kind.
    """
    asked, chosen = exercise_named(exercise), choose_language(language)
    if kind not in KINDS:
        why = say("kind must be 'threads' or 'asyncio', not {kind!r}", kind=kind)
        raise ValueError(why.in_language(chosen))
    if anyway or is_done(asked, kind):
        show(*asked.solutions(kind))
        return
    title = asked.title(kind, chosen)
    for line in (
        say("Not yet: {title} is not done. The hints help.", title=title),
        say(
            'To see the solution anyway: reveal("{exercise}", "{kind}", anyway=True)',
            exercise=exercise,
            kind=kind,
        ),
    ):
        print(line.in_language(chosen))
