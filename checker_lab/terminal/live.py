"""The live table: repainted again and again on the terminal's other screen."""

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
from checker_lab.terminal.mailbox import TimedEvent
from checker_lab.terminal.words import left_behind
from checker_lab.view.timeline import Timeline

__all__ = ["LiveScreen", "can_paint", "make_console"]

PROMPT = 2
"""Lines left free for the prompt of the shell."""

LINES = 100
"""Lines of news that are kept; the height of the terminal decides how many are shown."""


def make_console(output: TextIO) -> Console:
    """Make a console that prints text as it is, without markup or emoji codes."""
    return Console(file=output, markup=False, highlight=False, emoji=False)


def can_paint(console: Console) -> bool:
    """Return whether the console can repaint, and has the marks of the outcomes."""
    is_simple = console.is_dumb_terminal or console.legacy_windows
    return console.is_interactive and not is_simple and console.encoding.startswith("utf")


class LiveScreen:
    """Repaints the table on the terminal's other screen, where a resize leaves no remains.

    Text that other code writes to stderr appears below the table, and on stderr after `close()`.
    """

    period = 0.25

    def __init__(self, console: Console) -> None:
        self._console = console
        self._changes = Changes()
        self._timeline = Timeline()
        self._lines: deque[str] = deque(maxlen=LINES)
        self._last_words: list[str] = []
        self._open = ExitStack()
        self._live: Live | None = None

    def add(self, events: Iterable[TimedEvent]) -> None:
        """Take in events, and show them with the next paint."""
        for at, event in events:
            self._timeline.hear(event)
            if isinstance(event, Stopped):
                self._last_words = left_behind(event.report, event.language)
                self._last_words.append(line(event) or "")
            self._lines.extend(
                f"{at:%H:%M:%S} {marked(event, text)}" for text in self._changes.lines(event)
            )

    def paint(self, snapshot: Snapshot) -> None:
        """Paint the whole screen.

        Raises:
            OSError: the terminal cannot be written.
        """
        if self._live is None:
            self._live = self._start()
        self._live.update(self._picture(snapshot, *self._console.size), refresh=True)

    def finish(self, snapshot: Snapshot) -> None:
        """Leave the other screen, and print the last picture and the line of the stop.

        Raises:
            OSError: the terminal cannot be written.
        """
        self.close()
        width, height = self._console.size
        # Keep lines free for the last words, and for the prompt of the shell.
        room = height - len(self._last_words) - PROMPT
        self._return_carriage()
        self._console.print(self._picture(snapshot, width, room))
        self._return_carriage()
        for words in self._last_words:
            self._console.print(words, soft_wrap=True)

    def close(self) -> None:
        """Leave the other screen, and write to stderr what was held back from it."""
        self._open.close()

    def _start(self) -> Live:
        aside = _HeldBack(self._lines)
        # ExitStack undoes in reverse order: it leaves the screen before it writes to stderr.
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

    def _return_carriage(self) -> None:
        """Go back to the start of the line, over the `^C` that the terminal shows for the key."""
        self._console.control(Control(ControlType.CARRIAGE_RETURN))

    def _picture(self, snapshot: Snapshot, width: int, height: int) -> RenderableType:
        size = Size(width, height)
        return draw(snapshot, self._timeline.progress, list(self._lines), size)


class _HeldBack(io.TextIOBase):
    """Stands in for stderr: it adds every line to `lines`, and keeps the latest text for later."""

    def __init__(self, lines: deque[str]) -> None:
        self._lines = lines
        self._kept: deque[str] = deque(maxlen=1000)

    def write(self, text: str) -> int:
        self._kept.append(text)
        self._lines.extend(one_line(part) for part in text.splitlines() if part.strip())
        return len(text)

    def write_to(self, stream: TextIO) -> None:
        try:
            stream.writelines(self._kept)
            stream.flush()
        except OSError:
            pass  # stderr is gone, and the lines were on the screen
