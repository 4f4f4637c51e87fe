"""A schedule: who moved, step by step."""

from collections.abc import Iterable
from itertools import groupby, pairwise

__all__ = ["Schedule"]

# From so many moves in a row on, a thread is written as "A*3".
SHORTEST_REPEAT = 3


class Schedule(tuple[str, ...]):
    """The names of threads (or tasks) in the order in which they moved.

    Make it of names, or of the text that `str()` gives: `Schedule("A A B*3")` is
    `Schedule(["A", "A", "B", "B", "B"])`. So you can print, store and replay it.

    Raises:
        ValueError: a repeat in the text is not a whole number above 0.
        TypeError: a move is not a name.
    """

    __slots__ = ()

    def __new__(cls, moves: Iterable[str] = ()) -> "Schedule":
        names = tuple(_parsed(moves)) if isinstance(moves, str) else tuple(moves)
        for name in names:
            if not isinstance(name, str):
                raise TypeError(f"a schedule must be made of names, not of {name!r}")
        return super().__new__(cls, names)

    @property
    def switches(self) -> int:
        """How often the turn passes to another thread."""
        return sum(before != after for before, after in pairwise(self))

    def __str__(self) -> str:
        runs = ((name, len(list(moves))) for name, moves in groupby(self))
        return " ".join(_run_text(name, length) for name, length in runs)

    def __repr__(self) -> str:
        return f"Schedule({str(self)!r})"


def _run_text(name: str, length: int) -> str:
    return " ".join([name] * length) if length < SHORTEST_REPEAT else f"{name}*{length}"


def _parsed(text: str) -> Iterable[str]:
    for word in text.split():
        name, star, count = word.partition("*")
        if star and not (count.isascii() and count.isdigit() and int(count) > 0):
            raise ValueError(f"{word!r} is not part of a schedule: write 'A' or 'A*3'")
        yield from [name] * (int(count) if star else 1)
