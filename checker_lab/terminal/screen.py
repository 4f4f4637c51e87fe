"""What the two screens have in common: plain lines and the live table are each a `Screen`."""

from collections.abc import Iterable
from typing import Protocol

from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.mailbox import TimedEvent

__all__ = ["Screen"]


class Screen(Protocol):
    """Shows a checker; `period` is the time between two paints, in seconds."""

    period: float

    def add(self, events: Iterable[TimedEvent]) -> None:
        """Take in events, each once, in their order."""

    def paint(self, snapshot: Snapshot) -> None:
        """Show the state of the checker."""

    def finish(self, snapshot: Snapshot) -> None:
        """Leave on the terminal what is to stay; the line of the stop comes last."""

    def close(self) -> None:
        """Restore the terminal; you may call it twice."""
