"""What the learner's code prints, whichever way it prints it."""

import contextlib
import io
import os
import re
import select
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from threading import get_ident

from checker_lab.grading.child.clock import now
from checker_lab.grading.sentences import Sentence, say, verbatim

__all__ = ["CapturedOutput", "PrintedLine"]

# Characters that are kept in all, and of one line.
MOST = 200_000
LONGEST_LINE = 20_000
# Seconds between two looks, in real time, at what stands in buffers of the learner's own streams.
FLUSH = 0.02
# Colours and movements of the cursor, which a terminal does not show.
CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_read = os.read
_select = select.select
# Whose lines those are that are written below Python.
BELOW = "below Python"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line that was printed, and when."""

    at: float
    text: str


class CapturedOutput:
    """Everything that goes to stdout and stderr of this process, in lines.

    `print()` writes a text and then its line end, so the writes of two threads may alternate. The
    lines of each thread are therefore put together separately.

    Args:
        watched: a text; `on_watched()` is called in the middle of the write that completes it.

    Attributes:
        kept_always: a line with one of these texts in it is kept, however much else is printed.
    """

    def __init__(self, watched: str) -> None:
        self.kept_always = [watched]
        self.lines: list[PrintedLine] = []
        self.on_watched: Callable[[], object] = lambda: None
        self._watched = watched
        self._kept = 0
        self._unfinished: dict[object, str] = {}
        # The thread that flushes what other threads have printed.
        self._flusher: int | None = None

    def take_over(self) -> None:
        """Become stdout and stderr of this process, also for what writes below Python."""
        for descriptor, name in ((1, "stdout"), (2, "stderr")):
            stream = _TextStream(self, descriptor, f"<{name}>")
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        self._below_python, writing = os.pipe()
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        os.close(writing)

    def follow(self) -> None:
        """Take what is written below Python as it comes, in a thread of its own."""
        threading.Thread(target=self._follow, daemon=True).start()

    def drain(self) -> None:
        """Take what has been written below Python so far, where no thread follows."""
        self._flush()
        os.set_blocking(self._below_python, False)
        with contextlib.suppress(BlockingIOError):
            self._read_all(self._below_python)

    def write(self, text: str, source: object = None) -> None:
        """Take what was printed.

        Args:
            text: any part of a line, or several lines.
            source: whose lines these are; None means this thread's. What comes from below Python
                arrives later and from an unknown thread, so it does not call `on_watched()`.
        """
        if get_ident() == self._flusher:
            source = "a buffer"
        key = get_ident() if source is None else source
        line_so_far = self._unfinished.get(key, "")
        if source is None and self._watched in line_so_far[-len(self._watched) :] + text:
            self.on_watched()
        *lines, rest = (line_so_far + text).split("\n")
        self._unfinished[key] = rest[-LONGEST_LINE:]
        moment = now()
        self.lines.extend(PrintedLine(moment, _shown(line)) for line in lines if self._keeps(line))

    def _keeps(self, line: str) -> bool:
        if len(line) > LONGEST_LINE or self._kept > MOST:
            return any(text in line for text in self.kept_always) and len(self.lines) < MOST
        self._kept += len(line) + 1
        return True

    def texts(self) -> list[str]:
        """Return the lines so far; those that have no end yet come last."""
        unfinished = [text for text in tuple(self._unfinished.values()) if text]
        return [line.text for line in tuple(self.lines)] + unfinished

    def moments_of(self, text: str) -> list[float]:
        """Return when exactly this line was printed, each time."""
        return [line.at for line in tuple(self.lines) if line.text.rstrip() == text]

    def excerpt(self, most: int = 15) -> list[Sentence]:
        """Return the last lines."""
        texts = self.texts()
        before = len(texts) - most
        more = [say("({count:line|lines} before)", count=before)] if before > 0 else []
        return [*more, *(verbatim(text[:200]) for text in texts[-most:])] or [say("(nothing)")]

    def _follow(self) -> None:
        while True:
            self._flush()
            if _select([self._below_python], [], [], FLUSH)[0]:
                self.write(_read(self._below_python, 65536).decode("utf-8", "replace"), BELOW)

    def _flush(self) -> None:
        """Take what waits in a stream that the code has made around stdout or stderr.

        Outside of a terminal such a stream keeps it for long.
        """
        for stream in (sys.stdout, sys.stderr):
            if type(stream) is io.TextIOWrapper:
                self._flusher = get_ident()
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
                self._flusher = None

    def _read_all(self, descriptor: int) -> None:
        while data := _read(descriptor, 65536):
            self.write(data.decode("utf-8", "replace"), BELOW)


def _shown(line: str) -> str:
    """Return what a terminal shows of a line: a "\\r" starts it over, without erasing it."""
    shown = ""
    for part in CONTROL.sub("", line).split("\r"):
        shown = part + shown[len(part) :]
    return shown


class _TextStream(io.TextIOWrapper):
    """`sys.stdout` of the learner's code: a real one, but that it writes into the capture.

    `reconfigure()`, `fileno()` and the rest are those of every `sys.stdout`.
    """

    mode = "w"

    def __init__(self, output: CapturedOutput, descriptor: int, name: str) -> None:
        self._output = output
        buffer = _BinaryStream(output, descriptor, name)
        super().__init__(buffer, encoding="utf-8", errors="replace", write_through=True)

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        # Past the buffer, so that the thread that prints is the one that is seen to print.
        self._output.write(text)
        return len(text)

    def close(self) -> None:
        """Stay open: learners' code that closes stdout can still be graded."""


class _BinaryStream(io.BufferedIOBase):
    """`sys.stdout.buffer`, without a buffer."""

    mode = "wb"

    def __init__(self, output: CapturedOutput, descriptor: int, name: str) -> None:
        self._output = output
        self._descriptor = descriptor
        self.name = name
        self.raw = self

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self._output.write(content.decode("utf-8", "replace"))
        return len(content)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def close(self) -> None:
        """Stay open, as the text stream does."""
