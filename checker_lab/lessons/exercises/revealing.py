"""Shows a solution, to those who have one of their own."""

from checker_lab.grading.kind import Kind
from checker_lab.lessons.display import show
from checker_lab.lessons.exercises.catalogue import KINDS, exercise_named
from checker_lab.lessons.exercises.progress import is_done

__all__ = ["reveal"]


def reveal(exercise: str, kind: Kind, *, anyway: bool = False) -> None:
    """Print our solution of an exercise, once it is done.

    Args:
        exercise: its name.
        kind: "threads" or "asyncio".
        anyway: also if it is not done yet.

    Raises:
        ValueError: there is no such exercise, or no such kind.
    """
    asked = exercise_named(exercise)
    if kind not in KINDS:
        raise ValueError(f"kind is 'threads' or 'asyncio', not {kind!r}")
    if anyway or is_done(asked, kind):
        show(*asked.solutions(kind))
        return
    print(
        f"Not yet: {asked.title(kind)} is not done. The hints lead on.\n"
        f'To see it all the same: reveal("{exercise}", "{kind}", anyway=True)'
    )
