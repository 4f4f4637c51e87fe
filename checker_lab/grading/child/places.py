"""Which lines are the learner's: frames and tracebacks, without those of the library and of Python.

Only the process that runs the code knows its lines, so it is asked there.
"""

import linecache
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, CoroutineType, FrameType, TracebackType
from typing import Any, NamedTuple

from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.source import current_line, line_at
from checker_lab.schedules.virtual.foreign import LIBRARIES

__all__ = ["Place", "Places", "awaited_frames", "frames_of", "stack_of"]

LIBRARY = Path(__file__).parents[2]
LONGEST = 120


class Place(NamedTuple):
    """A line of the learner's code."""

    file: str
    line: int
    function: str = ""

    @property
    def source(self) -> str:
        """The text of the line, without its indentation."""
        return linecache.getline(self.file, self.line).strip()[:LONGEST]


class Places:
    """Knows the files of the learner's code.

    Args:
        own: the files and cells that are graded.
    """

    def __init__(self, own: Iterable[str]) -> None:
        self._own = set(own)

    def is_learners(self, file: str) -> bool:
        """Did the learner write this file or cell?"""
        if file in self._own:
            return True
        path = Path(file)
        if file.startswith("<") or path.is_relative_to(LIBRARY):
            return False
        return not any(path.is_relative_to(folder) for folder in LIBRARIES)

    def in_frames(self, frames: Iterable[tuple[FrameType, int]]) -> list[tuple[Place, FrameType]]:
        """Return the learner's lines among frames, in the same order."""
        return [
            (Place(frame.f_code.co_filename, line, frame.f_code.co_name), frame)
            for frame, line in frames
            if self.is_learners(frame.f_code.co_filename)
        ]

    def of_function(self, function: Any) -> Place | None:
        """Return the line where a function is defined, if it is the learner's."""
        code: CodeType | None = getattr(function, "__code__", None)
        if code is None or not self.is_learners(code.co_filename):
            return None
        line = code.co_firstlineno
        lines = linecache.getlines(code.co_filename)
        # The code of a decorated function starts with its decorators.
        while line < len(lines) and not lines[line - 1].lstrip().startswith(("def ", "async def ")):
            line += 1
        return Place(code.co_filename, line, code.co_name)

    def words(self, place: Place) -> Sentence:
        """Return the place in words; the file's name is only said of another one."""
        name = Path(place.file).name
        if place.file in self._own:
            return say("line {line}, `{source}`", line=place.line, source=place.source)
        return say(
            "{file}, line {line}, `{source}`", file=name, line=place.line, source=place.source
        )


def frames_of(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    """Go through a traceback, the call that raised last."""
    while trace is not None:
        frame = trace.tb_frame
        yield frame, trace.tb_lineno or line_at(frame.f_code, trace.tb_lasti)
        trace = trace.tb_next


def stack_of(frame: FrameType | None) -> list[tuple[FrameType, int]]:
    """Return the calls that a frame is in, the innermost last."""
    found = []
    while frame is not None:
        found.append((frame, current_line(frame)))
        frame = frame.f_back
    return found[::-1]


def awaited_frames(coroutine: Any) -> list[tuple[FrameType, int]]:
    """Return the frames of a coroutine that waits, the innermost last."""
    found = []
    while isinstance(coroutine, CoroutineType):
        frame = coroutine.cr_frame
        if frame is not None:
            found.append((frame, current_line(frame)))
        coroutine = coroutine.cr_await
    return found
