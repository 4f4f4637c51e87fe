"""The live table: painted over again and again, on a screen that is given back at the end."""

import io
import sys
from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack, redirect_stderr
from typing import TextIO

from rich.console import Console, RenderableType
from rich.control import Control
from rich.live import Live
from rich.segment import ControlType

from checker_lab.core.events import Stopped
from checker_lab.core.lines import line, one_line
from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.changes import Changes, marked
from checker_lab.terminal.draw import Size, draw
from checker_lab.terminal.mailbox import Told
from checker_lab.terminal.words import left_behind
from checker_lab.view.timeline import Timeline

__all__ = ["LiveScreen", "can_paint", "make_console"]

PROMPT = 2
"""Lines that a shell's prompt may take."""

LINES = 100
"""Lines below the table that are kept; how many are shown depends on the terminal."""


def make_console(output: TextIO) -> Console:
    """A console on which all text is just text."""
    return Console(file=output, markup=False, highlight=False, emoji=False)


def can_paint(console: Console) -> bool:
    """Can what was written be painted over, and has it the marks?"""
    is_simple = console.is_dumb_terminal or console.legacy_windows
    return console.is_interactive and not is_simple and console.encoding.startswith("utf")


class LiveScreen:
    """Paints the table over and over, on the terminal's other screen.

    There a change of the terminal's size leaves nothing behind. What others write to stderr
    meanwhile is shown below the table, and written when the screen is closed.
    """

    beat = 0.25

    def __init__(self, console: Console) -> None:
        self._console = console
        self._changes = Changes()
        self._timeline = Timeline()
        self._lines: deque[str] = deque(maxlen=LINES)
        self._last_words: list[str] = []
        self._open = ExitStack()
        self._live: Live | None = None

    def hear(self, told: Iterable[Told]) -> None:
        """Take in what has happened, and show it with the next paint."""
        for at, event in told:
            self._timeline.hear(event)
            if isinstance(event, Stopped):
                self._last_words = left_behind(event.report, event.language)
                self._last_words.append(line(event) or "")
            elif (text := self._changes.line(event)) is not None:
                self._lines.append(f"{at:%H:%M:%S} {marked(event, text)}")

    def paint(self, snapshot: Snapshot) -> None:
        """Paint all of the screen.

        Raises:
            OSError: it cannot be written.
        """
        if self._live is None:
            self._live = self._start()
        self._live.update(self._picture(snapshot, *self._console.size), refresh=True)

    def end(self, snapshot: Snapshot) -> None:
        """Give the screen back, and leave the last picture, and the line of the stop, on it.

        Raises:
            OSError: it cannot be written.
        """
        self.close()
        width, height = self._console.size
        # The last words get their lines, and so does the prompt of the shell.
        room = height - len(self._last_words) - PROMPT
        self._to_begin_of_line()
        self._console.print(self._picture(snapshot, width, room))
        self._to_begin_of_line()
        for words in self._last_words:
            self._console.print(words, soft_wrap=True)

    def close(self) -> None:
        """Give the screen back, and write what was meant for stderr meanwhile."""
        self._open.close()

    def _start(self) -> Live:
        aside = _Aside(self._lines)
        # Undone from the last to the first: the screen must be given back before stderr is written.
        self._open.callback(aside.write_to, sys.stderr)
        self._open.enter_context(redirect_stderr(aside))
        return self._open.enter_context(
            Live(
                console=self._console,
                screen=True,
                auto_refresh=False,
                redirect_stdout=False,
                redirect_stderr=False,
            )
        )

    def _to_begin_of_line(self) -> None:
        """Write over the `^C` that the terminal shows for the key."""
        self._console.control(Control(ControlType.CARRIAGE_RETURN))

    def _picture(self, snapshot: Snapshot, width: int, height: int) -> RenderableType:
        size = Size(width, height)
        return draw(snapshot, self._timeline.progress, list(self._lines), size)


class _Aside(io.TextIOBase):
    """Keeps what is written to it, the last of it at least, and shows it among the lines."""

    def __init__(self, lines: deque[str]) -> None:
        self._lines = lines
        self._kept: deque[str] = deque(maxlen=1000)

    def write(self, text: str) -> int:
        self._kept.append(text)
        self._lines.extend(one_line(part) for part in text.splitlines() if part.strip())
        return len(text)

    def write_to(self, stream: TextIO) -> None:
        stream.writelines(self._kept)
        stream.flush()
