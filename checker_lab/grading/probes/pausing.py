"""A call that is held up in its middle, between two instructions, while others go on."""

import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

__all__ = ["Held", "count_instructions"]

_settrace = sys.settrace
PLACES = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
OURS = str(Path(__file__).parents[2])


class Held:
    """Calls a function, and calls `hold` before its `number`th instruction, once.

    Only instructions of the learner's own code count, not those of the libraries that it uses.

    Attributes:
        where: the file and line where it was held up, or None if it did not come to that.
        count: the instructions so far.
    """

    def __init__(self, number: int, hold: Callable[[], object]) -> None:
        self._number = number
        self._hold = hold
        self.count = 0
        self.where: tuple[str, int] | None = None

    def __call__(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call `function` in this thread."""
        _settrace(self._trace)
        try:
            return function(*args)
        finally:
            _settrace(None)

    def _trace(self, frame: FrameType, event: str, arg: object) -> Any:
        if event == "call":
            if not _is_learners(frame):
                return None
            frame.f_trace_opcodes = True
        elif event == "opcode":
            self.count += 1
            if self.count == self._number:
                self.where = (frame.f_code.co_filename, frame.f_lineno)
                self._hold()
        return self._trace


def count_instructions(function: Callable[..., Any], *args: Any) -> int:
    """Call it, and count the instructions of the learner's own code."""
    held = Held(0, lambda: None)
    held(function, *args)
    return held.count


def _is_learners(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    if file.startswith(OURS):
        return False
    return not any(place and file.startswith(place) for place in PLACES)
