"""What a learner's code prints, whichever way it prints it."""

import io
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from threading import get_ident

from checker_lab.grading.child.timeline import now

__all__ = ["Line", "Printed"]

# Characters that are kept, and those of one line.
MOST = 200_000
LONGEST = 20_000
_read = os.read


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was printed, and when."""

    at: float
    text: str


class Printed:
    """Everything that goes to stdout and stderr of this process, in lines.

    `print()` writes a text and then the end of its line, so two threads that print may mix them up:
    each thread's lines are put together on their own.

    Args:
        watched: a text; `on_watched()` is called in the middle of the write that contains it.

    Attributes:
        kept_always: lines with one of these texts are kept, however much is printed besides.
    """

    def __init__(self, watched: str) -> None:
        self.kept_always = [watched]
        self.lines: list[Line] = []
        self.on_watched: Callable[[], object] = lambda: None
        self._watched = watched
        self._kept = 0
        self._begun: dict[object, str] = {}

    def take_over(self) -> None:
        """Become the stdout and stderr of this process, those below Python too."""
        for name in ("stdout", "stderr"):
            stream = _Stream(self)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        reading, writing = os.pipe()
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        os.close(writing)
        reader = threading.Thread(target=self._read_all, args=(reading,), daemon=True)
        reader.start()
        self.reader = reader

    def write(self, text: str, source: object = None) -> None:
        """Some text was printed."""
        key = get_ident() if source is None else source
        # What comes from below Python comes later, and who has written it is not known.
        if (
            source is None
            and self._watched in self._begun.get(key, "")[-len(self._watched) :] + text
        ):
            self.on_watched()
        *lines, rest = (self._begun.get(key, "") + text).split("\n")
        self._begun[key] = rest[-LONGEST:]
        moment = now()
        self.lines.extend(Line(moment, line.rstrip("\r")) for line in lines if self._keeps(line))

    def _keeps(self, line: str) -> bool:
        """Is there room for it, or is it one that is looked for?"""
        if len(line) > LONGEST or self._kept > MOST:
            return any(text in line for text in self.kept_always) and len(self.lines) < MOST
        self._kept += len(line) + 1
        return True

    def texts(self) -> list[str]:
        """The lines so far; those that have no end yet come last."""
        return [line.text for line in self.lines] + [text for text in self._begun.values() if text]

    def moments_of(self, text: str) -> list[float]:
        """When exactly this line was printed."""
        return [line.at for line in tuple(self.lines) if line.text.rstrip() == text]

    def excerpt(self, most: int = 15) -> str:
        """The last lines, for people."""
        texts = self.texts()
        more = [f"({len(texts) - most} lines before)"] if len(texts) > most else []
        return "\n".join(more + [text[:200] for text in texts[-most:]]) or "(nothing)"

    def _read_all(self, descriptor: int) -> None:
        while data := _read(descriptor, 65536):
            self.write(data.decode("utf-8", "replace"), source="below Python")


class _Stream(io.TextIOBase):
    """`sys.stdout` of the learner's code."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, printed: Printed) -> None:
        super().__init__()
        self._printed = printed
        self.buffer = _Bytes(printed)

    def write(self, text: str) -> int:
        self._printed.write(str(text))
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1

    def close(self) -> None:
        """It stays open, whoever closes it."""


class _Bytes(io.RawIOBase):
    """`sys.stdout.buffer`."""

    def __init__(self, printed: Printed) -> None:
        super().__init__()
        self._printed = printed

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self._printed.write(content.decode("utf-8", "replace"))
        return len(content)

    def writable(self) -> bool:
        return True
