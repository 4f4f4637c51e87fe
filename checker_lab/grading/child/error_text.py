"""Errors of the learner's code as text, whatever their `__str__` does."""

import re
import traceback
from pathlib import Path

__all__ = ["error_line", "last_lines"]

# The grader's own files, whose lines mean nothing to a learner.
OURS = Path(__file__).parents[1]
LONGEST_LINE = 300
# Where an object is in memory, which is different each time.
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+(?=>)")
MOST_LINES = 14


def error_line(error: BaseException) -> str:
    """Return `ValueError: boom`, on one line, even for an error that cannot be printed."""
    name = type(error).__name__
    try:
        text = ADDRESS.sub("", " ".join(str(error).split()))
    except BaseException:
        text = "(its text could not be read)"
    return (f"{name}: {text}" if text else name)[:LONGEST_LINE]


def last_lines(error: BaseException) -> str:
    """Return the end of an error's traceback, which starts in the learner's own code."""
    try:
        trace = error.__traceback__
        while trace is not None and Path(trace.tb_frame.f_code.co_filename).is_relative_to(OURS):
            trace = trace.tb_next
        text = "".join(traceback.format_exception(type(error), error, trace))
    except BaseException:
        return error_line(error)
    return "\n".join(
        line[:LONGEST_LINE] for line in ADDRESS.sub("", text).splitlines()[-MOST_LINES:]
    )
