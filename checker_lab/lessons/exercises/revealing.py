"""Shows a solution once you have one of your own."""

from checker_lab.grading.kind import Kind
from checker_lab.lessons.display import show
from checker_lab.lessons.exercises.catalogue import KINDS, exercise_named
from checker_lab.lessons.exercises.progress import is_done

__all__ = ["reveal"]


def reveal(exercise: str, kind: Kind, *, anyway: bool = False) -> None:
    """Print our solution of an exercise that is done.

    Args:
        exercise: its name.
        kind: "threads" or "asyncio".
        anyway: print it even if the exercise is not done.

    Raises:
        ValueError: there is no such exercise, or no such kind.
    """
    asked = exercise_named(exercise)
    if kind not in KINDS:
        raise ValueError(f"kind must be 'threads' or 'asyncio', not {kind!r}")
    if anyway or is_done(asked, kind):
        show(*asked.solutions(kind))
        return
    print(
        f"Not yet: {asked.title(kind)} is not done. The hints help.\n"
        f'To see the solution anyway: reveal("{exercise}", "{kind}", anyway=True)'
    )
