"""Plain lines: one for each change, for pipes, files and simple terminals."""

from collections.abc import Iterable
from typing import TextIO

from checker_lab.core.events import Stopped
from checker_lab.core.lines import line
from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.changes import Changes
from checker_lab.terminal.mailbox import Told
from checker_lab.terminal.output import reader_has_gone
from checker_lab.terminal.words import left_behind

__all__ = ["PlainScreen"]


class PlainScreen:
    """Writes a line as soon as there is news, and nothing while there is none.

    Args:
        stream: where to.
    """

    beat = 0.5

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._changes = Changes()

    def hear(self, told: Iterable[Told]) -> None:
        """Write the news.

        Raises:
            OSError: it cannot be written.
        """
        for at, event in told:
            if isinstance(event, Stopped):
                # The terminal has shown `^C` for the key.
                self._stream.write("\r" if self._stream.isatty() else "")
                self._write(*left_behind(event.report, event.language), line(event) or "")
            elif (text := self._changes.line(event)) is not None:
                self._write(f"{at:%Y-%m-%d %H:%M:%S} {text}")
        self._stream.flush()

    def paint(self, snapshot: Snapshot) -> None:
        """There is nothing to paint, but to see whether anybody reads.

        Raises:
            BrokenPipeError: nobody does.
        """
        if reader_has_gone(self._stream):
            raise BrokenPipeError

    def end(self, snapshot: Snapshot) -> None:
        """All was told when it happened."""

    def close(self) -> None:
        """Nothing was changed."""

    def _write(self, *lines: str) -> None:
        self._stream.writelines(f"{text}\n" for text in lines)
