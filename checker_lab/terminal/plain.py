"""Plain lines, one for each change: for pipes, files and terminals that cannot be painted."""

from collections.abc import Iterable
from typing import TextIO

from checker_lab.core.events import Stopped
from checker_lab.core.lines import line
from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.changes import Changes
from checker_lab.terminal.mailbox import TimedEvent
from checker_lab.terminal.output import reader_has_gone
from checker_lab.terminal.words import left_behind

__all__ = ["PlainScreen"]


class PlainScreen:
    """Writes a line as soon as something changes, and nothing in between."""

    period = 0.5

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._changes = Changes()

    def add(self, events: Iterable[TimedEvent]) -> None:
        """Write the changes.

        Raises:
            OSError: the stream cannot be written.
        """
        for at, event in events:
            if isinstance(event, Stopped):
                # Overwrite the `^C` that a terminal shows for the key.
                self._stream.write("\r" if self._stream.isatty() else "")
                self._write(*left_behind(event.report, event.language), line(event) or "")
            else:
                self._write(
                    *(f"{at:%Y-%m-%d %H:%M:%S} {text}" for text in self._changes.lines(event))
                )
        self._stream.flush()

    def paint(self, snapshot: Snapshot) -> None:
        """Paint nothing; only find out whether the reader is still there.

        Raises:
            BrokenPipeError: the reader has gone.
        """
        if reader_has_gone(self._stream):
            raise BrokenPipeError

    def finish(self, snapshot: Snapshot) -> None:
        """Do nothing: every line was written when it was news."""

    def close(self) -> None:
        """Do nothing: the terminal was not changed."""

    def _write(self, *lines: str) -> None:
        self._stream.writelines(f"{text}\n" for text in lines)
