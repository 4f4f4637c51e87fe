"""The account of a fault: what was tried, and what was lost of it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

__all__ = ["TALLY", "Tally", "Told"]

T = TypeVar("T")

TALLY = "tally"
"""The name of a tally among the properties of a test."""

Told = tuple[int, int, list[str]]
"""How many were tried, how many were lost, and the notes."""


class Tally:
    """Counts what was tried, and keeps the names of what was lost."""

    def __init__(self) -> None:
        self.tried = 0
        self.lost: list[str] = []
        self.notes: list[str] = []

    def expect(self, kept: object, what: str) -> None:
        """One thing was tried; it is lost if `kept` is false."""
        self.tried += 1
        if not kept:
            self.lost.append(what)

    def same(self, got: T, wanted: T, what: str) -> None:
        """One thing was tried; it is lost if it came out otherwise."""
        self.expect(got == wanted, f"{what}: {got!r}, not {wanted!r}")

    def each(self, things: Iterable[T], is_kept: Callable[[T], object]) -> None:
        """All of these were tried."""
        for thing in things:
            self.expect(is_kept(thing), repr(thing))

    def note(self, text: str) -> None:
        """Something measured, for the summary."""
        self.notes.append(text)

    def told(self) -> Told:
        """For the summary."""
        return self.tried, len(self.lost), self.notes

    def nothing_lost(self) -> None:
        """Fail if something was lost, or nothing was tried."""
        assert self.tried, "nothing was tried"
        assert not self.lost, f"{len(self.lost)} of {self.tried} lost: {self.lost[:10]}"
