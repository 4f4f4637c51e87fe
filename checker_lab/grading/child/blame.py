"""Finds out whether the learner's code did something itself, and in which line."""

import sys
from types import CodeType, FrameType

from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.source import current_line, shown_file, source_line
from checker_lab.schedules.virtual.foreign import LIBRARIES, OURS

__all__ = ["if_direct", "if_learners", "is_called_by", "is_library"]

PYTHONS = (*LIBRARIES, "<frozen")

# Taken before the learner's code is loaded, which may replace it.
_getframe = sys._getframe


def is_library(file: str) -> bool:
    """Is it a file of Python, of an installed package or of this library?"""
    return file.startswith((*PYTHONS, OURS))


def if_direct(frame: FrameType, saw: Sentence) -> Sentence | None:
    """Return what was seen, with its line, if the frame is one of the learner's code."""
    return None if is_library(frame.f_code.co_filename) else _with_line(frame, saw)


def if_learners(frame: FrameType | None, saw: Sentence) -> Sentence | None:
    """Return what was seen, with its line, if the learner's code does it, or lets Python do it.

    If a part of this library stands between the two, it is no concern of the learner's.
    """
    while frame is not None and _is_pythons(frame.f_code.co_filename):
        frame = frame.f_back
    return None if frame is None else if_direct(frame, saw)


def _is_pythons(file: str) -> bool:
    # Once it is installed, this library lies among the packages.
    return file.startswith(PYTHONS) and not file.startswith(OURS)


def is_called_by(code: CodeType) -> bool:
    """Does this code object call, with none of the learner's code in between?"""
    frame: FrameType | None = _getframe(1)
    while frame is not None and frame.f_code is not code:
        if not is_library(frame.f_code.co_filename):
            return False
        frame = frame.f_back
    return frame is not None


def _with_line(frame: FrameType, saw: Sentence) -> Sentence:
    file, line = frame.f_code.co_filename, current_line(frame)
    where = f"{shown_file(file)}:{line}"
    text = source_line(file, line)
    if not text:
        return say("{where}: {saw}", where=where, saw=saw)
    return say("{where}: {saw}: {line}", where=where, saw=saw, line=text)
