"""Pauses a call between two bytecode instructions of the learner's own code.

From Python 3.12 on it uses `sys.monitoring` (PEP 669): setting `f_trace_opcodes` inside a trace
function brings no opcode events there. Python 3.11 has only the trace function.
"""

import sys
import sysconfig
from _thread import allocate_lock, get_ident
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from checker_lab.schedules.source import current_line

__all__ = ["Held", "count_instructions"]

# Taken before the learner's code can replace them.
_settrace = sys.settrace
_getframe = sys._getframe
_monitoring: Any = getattr(sys, "monitoring", None)

PLACES = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
OURS = str(Path(__file__).parents[2])

# Called before an instruction of the learner's code runs, with the frame that runs it.
OnInstruction = Callable[[FrameType], object]


class Held:
    """Calls a function, and calls `hold` before its `number`th instruction, once.

    Counts only instructions of the learner's own code, not those of the libraries it uses.

    Attributes:
        where: the file and line of the pause, or None if the call had fewer instructions.
        count: the instructions so far.
    """

    def __init__(self, number: int, hold: Callable[[], object]) -> None:
        self._number = number
        self._hold = hold
        self.count = 0
        self.where: tuple[str, int] | None = None

    def __call__(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call `function` in this thread."""
        with _watched(self._count):
            return function(*args)

    def _count(self, frame: FrameType) -> None:
        self.count += 1
        if self.count == self._number:
            self.where = (frame.f_code.co_filename, current_line(frame))
            self._hold()


def count_instructions(function: Callable[..., Any], *args: Any) -> int:
    """Call `function`, and count the instructions of the learner's own code."""
    held = Held(0, lambda: None)
    held(function, *args)
    return held.count


def _is_learners(code: CodeType) -> bool:
    file = code.co_filename
    if file.startswith(OURS):
        return False
    return not any(place and file.startswith(place) for place in PLACES)


@contextmanager
def _traced(on_instruction: OnInstruction) -> Iterator[None]:
    """Call `on_instruction` for this thread, by its trace function."""

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        if event == "call":
            if not _is_learners(frame.f_code):
                return None
            frame.f_trace_opcodes = True
        elif event == "opcode":
            on_instruction(frame)
        return trace

    _settrace(trace)
    try:
        yield
    finally:
        _settrace(None)


class _Monitor:
    """A tool of `sys.monitoring`, in use while any thread watches its instructions.

    Its events come from all threads: those of other threads are ignored.
    """

    def __init__(self) -> None:
        # Guards who watches and the tool: several threads may be paused concurrently.
        self._lock = allocate_lock()
        self._watching: dict[int, OnInstruction] = {}
        self._tool = 0
        # By their ids: equal code objects are instrumented one by one.
        self._codes: dict[int, CodeType] = {}

    @contextmanager
    def watched(self, on_instruction: OnInstruction) -> Iterator[None]:
        """Call `on_instruction` for this thread, by events of its code objects."""
        with self._lock:
            if not self._watching:
                self._switch_on()
            self._watching[get_ident()] = on_instruction
        try:
            yield
        finally:
            with self._lock:
                del self._watching[get_ident()]
                if not self._watching:
                    self._switch_off()

    def _switch_on(self) -> None:
        events = _monitoring.events
        self._tool = next(tool for tool in range(5, -1, -1) if not _monitoring.get_tool(tool))
        _monitoring.use_tool_id(self._tool, "checker_lab")
        for event in (events.PY_START, events.PY_RESUME):
            _monitoring.register_callback(self._tool, event, self._on_start)
        _monitoring.register_callback(self._tool, events.INSTRUCTION, self._on_instruction)
        _monitoring.set_events(self._tool, events.PY_START | events.PY_RESUME)

    def _switch_off(self) -> None:
        events = _monitoring.events
        _monitoring.set_events(self._tool, events.NO_EVENTS)
        # Before Python 3.14, a tool that is freed leaves the events of its code objects on.
        for code in self._codes.values():
            _monitoring.set_local_events(self._tool, code, events.NO_EVENTS)
        self._codes.clear()
        for event in (events.PY_START, events.PY_RESUME, events.INSTRUCTION):
            _monitoring.register_callback(self._tool, event, None)
        _monitoring.free_tool_id(self._tool)

    def _on_start(self, code: CodeType, offset: int) -> None:
        if get_ident() in self._watching and id(code) not in self._codes and _is_learners(code):
            self._codes[id(code)] = code
            _monitoring.set_local_events(self._tool, code, _monitoring.events.INSTRUCTION)

    def _on_instruction(self, code: CodeType, offset: int) -> None:
        on_instruction = self._watching.get(get_ident())
        if on_instruction is not None:
            on_instruction(_getframe(1))


_watched = _Monitor().watched if _monitoring else _traced
