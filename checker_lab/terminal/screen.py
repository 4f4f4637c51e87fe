"""What a screen is: the program hands it what has happened, and how things stand."""

from collections.abc import Iterable
from typing import Protocol

from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.mailbox import Told

__all__ = ["Screen"]


class Screen(Protocol):
    """Shows the checks; `beat` is the time between two paints, in seconds."""

    beat: float

    def hear(self, told: Iterable[Told]) -> None:
        """Take in what has happened, each event once, in their order."""

    def paint(self, snapshot: Snapshot) -> None:
        """Show how things stand."""

    def end(self, snapshot: Snapshot) -> None:
        """Leave what is to stay, and the line of the stop as the last one."""

    def close(self) -> None:
        """Give the terminal back as it was; twice is fine."""
