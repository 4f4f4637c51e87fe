"""What chooses who moves next, and what it knows of those it chooses among."""

from typing import Protocol

__all__ = ["NO_MOVER", "STOP_HERE", "Mover", "Policy"]

# What a policy answers when the run is to stop.
STOP_HERE = -1
# The "current" thread where the last one cannot go on.
NO_MOVER = -1


class Policy(Protocol):
    """Chooses who moves next."""

    def choose(self, ready: tuple[int, ...], current: int, is_branch: bool) -> int:
        """The index of the one that moves, or STOP_HERE.

        Args:
            ready: the indexes of those that can move; not empty.
            current: who moved last, if it can go on, or NO_MOVER.
            is_branch: False where a switch would show nothing that no other schedule shows.
        """
        ...


class Mover(Protocol):
    """A thread or a task, as far as a schedule is concerned."""

    @property
    def name(self) -> str:
        """Its name in a schedule."""
        ...

    @property
    def ended(self) -> bool:
        """Has it ended?"""
        ...

    @property
    def error(self) -> BaseException | None:
        """What it ended by, if it is an error that counts."""
        ...

    @property
    def has_deadline(self) -> bool:
        """Does it wait for something that ends by itself, and may a schedule choose it then?"""
        ...
