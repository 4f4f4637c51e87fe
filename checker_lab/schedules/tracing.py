"""Decides which lines are steps, and at which of them a switch can make a difference.

A line that touches only local variables commutes with every step of another thread, so a switch
before it shows nothing new: a simple form of partial-order reduction, found from the bytecode.
Source: Godefroid, "Partial-order methods for the verification of concurrent systems", 1996.
"""

import dis
from collections.abc import Iterator
from types import CodeType, FrameType

from checker_lab.schedules.source import address_of, is_cell

__all__ = ["CodeUnderTest", "StepLines"]

# Instructions that touch only their own frame, in any supported Python. All others count as
# touching something shared, so an unknown instruction costs some schedules and hides no bug.
LOCAL_PREFIXES = ("LOAD_FAST", "STORE_FAST", "LOAD_CONST", "JUMP_FORWARD", "JUMP_BACK", "RETURN")
LOCAL = frozenset(
    {
        "CACHE",
        "COPY",
        "EXTENDED_ARG",
        "IS_OP",
        "LOAD_SMALL_INT",
        "NOP",
        "NOT_TAKEN",
        "POP_TOP",
        "PUSH_NULL",
        "RESUME",
        "SWAP",
    }
)
ENDS_A_PATH = ("JUMP_FORWARD", "JUMP_BACKWARD", "RETURN", "RAISE", "RERAISE")


class CodeUnderTest:
    """What the scheduler knows of one code object whose lines are steps."""

    def __init__(self, code: CodeType) -> None:
        self._instructions = [step for step in dis.get_instructions(code) if step.opname != "CACHE"]
        self._lines = _lines(code)
        self._rest: dict[int, bool] = {}
        self._is_local = _find_local(self._instructions)
        self.shared_lines = frozenset(
            self._lines[step.offset]
            for step, is_local in zip(self._instructions, self._is_local, strict=True)
            if not is_local
        )

    def rest_is_shared(self, offset: int) -> bool:
        """Does the rest of the line, after the instruction at `offset`, touch something shared?"""
        known = self._rest.get(offset)
        if known is None:
            known = self._rest[offset] = self._find_rest(offset)
        return known

    def _find_rest(self, offset: int) -> bool:
        index = {step.offset: at for at, step in enumerate(self._instructions)}
        # During a call, a frame may stand at an inline cache behind the instruction.
        done = max(at for start, at in index.items() if start <= offset)
        line = self._lines[self._instructions[done].offset]
        todo, seen = [done + 1], set[int]()
        while todo:
            for at in self._path(todo.pop(), line):
                if at in seen:
                    break
                seen.add(at)
                step = self._instructions[at]
                if not self._is_local[at]:
                    return True
                if step.opname.startswith("POP_JUMP") and step.argval in index:
                    todo.append(index[step.argval])
        return False

    def _path(self, at: int, line: int | None) -> Iterator[int]:
        """The instructions on `line` that run one after another, from `at` on."""
        for position in range(at, len(self._instructions)):
            step = self._instructions[position]
            if self._lines[step.offset] != line:
                return
            yield position
            if step.opname.startswith(ENDS_A_PATH):
                return


class StepLines:
    """Decides whose lines are steps.

    Args:
        modules: names of modules whose lines are steps (`__main__` is all cells of a notebook).
        files: file names whose lines are steps, for code that is in no file.
    """

    def __init__(self, modules: frozenset[str], files: frozenset[str]) -> None:
        self._modules = modules
        self._files = files
        # By the address of a code object; `_kept` keeps them, so that no address comes twice.
        self._codes: dict[int, CodeUnderTest | None] = {}
        self._kept: list[CodeType] = []

    def include(self, modules: frozenset[str]) -> None:
        """Add modules whose lines are steps."""
        self._modules |= modules

    def find(self, frame: FrameType) -> CodeUnderTest | None:
        """What is known of the frame's code, or None if its lines are not steps."""
        # Most frames are others, and in a grading each look at `f_code` raises an audit event.
        if frame.f_globals.get("__name__") not in self._modules:
            return None
        code = frame.f_code
        address = address_of(code)
        try:
            return self._codes[address]
        except KeyError:
            self._kept.append(code)
            found = CodeUnderTest(code) if self._has_steps(code) else None
            self._codes[address] = found
            return found

    def is_step(self, frame: FrameType) -> bool:
        """Are this frame's lines steps?"""
        return self.find(frame) is not None

    def _has_steps(self, code: CodeType) -> bool:
        file = code.co_filename
        # Many modules, the scheduler's own too, have code that was made from a string.
        return not file.startswith("<") or is_cell(file) or file in self._files

    def nearest(self, frame: FrameType | None) -> FrameType | None:
        """`frame`, or the nearest of its callers, whose lines are steps."""
        while frame is not None and self.find(frame) is None:
            frame = frame.f_back
        return frame


def _find_local(steps: list[dis.Instruction]) -> list[bool]:
    before = [None, *steps]
    return [_is_local(step, last) for step, last in zip(steps, before, strict=False)]


def _is_local(step: dis.Instruction, last: dis.Instruction | None) -> bool:
    name = step.opname
    if name.startswith("POP_JUMP"):
        # A test for truth may call `__bool__`; a test for None touches nothing.
        return "NONE" in name or (last is not None and last.opname == "IS_OP")
    return name in LOCAL or name.startswith(LOCAL_PREFIXES)


def _lines(code: CodeType) -> dict[int, int | None]:
    return {offset: line for start, end, line in code.co_lines() for offset in range(start, end, 2)}
