"""The text of a line, and a name for its file that is the same on every machine."""

import linecache
import re
from pathlib import PurePath
from types import CodeType, FrameType

__all__ = [
    "address_of",
    "current_line",
    "first_line",
    "is_cell",
    "line_at",
    "shown_file",
    "source_line",
]

# A cell of a notebook is compiled under another file name in each kernel.
CELL = re.compile(r"ipykernel_\d+|<ipython-input-")
# Comments for linters mean nothing to a learner.
FOR_TOOLS = re.compile(r"\s*# (?:noqa|type: ignore)\b.*$")


# `id()` says the same of objects that live at the same time, but raises an audit event.
address_of = object.__hash__


def is_cell(path: str) -> bool:
    """Is this the file name of a notebook cell?"""
    return CELL.search(path) is not None


def shown_file(path: str) -> str:
    """The name of a file as it is printed; `cell` for a notebook cell."""
    return "cell" if is_cell(path) else PurePath(path).name


def source_line(path: str, line: int) -> str:
    """The text of a line without its indentation, or "" where there is no source."""
    return FOR_TOOLS.sub("", linecache.getline(path, line)).strip()


def current_line(frame: FrameType) -> int:
    """The line at which a frame is."""
    return frame.f_lineno or line_at(frame.f_code, frame.f_lasti)


def line_at(code: CodeType, offset: int) -> int:
    """The line of the instruction at an offset.

    Instructions that Python adds, such as the end of an `except`, have none: then it is the line
    before.
    """
    found = code.co_firstlineno
    for start, _, line in code.co_lines():
        if start > max(offset, 0):
            break
        found = line or found
    return found


def first_line(code: CodeType) -> int:
    """The line at which a function starts: that of the lambda, or the first of the body."""
    lines = [line for _, _, line in code.co_lines() if line is not None]
    body = [line for line in lines if line != code.co_firstlineno]
    return body[0] if body and code.co_name != "<lambda>" else code.co_firstlineno
