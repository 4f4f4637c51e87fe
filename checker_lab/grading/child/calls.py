"""Calling a learner's code so that it cannot keep its caller."""

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker_lab.grading.child.timeline import now

__all__ = ["Call", "error_line", "last_lines"]

HERE = Path(__file__).parents[1]
LONGEST = 300
MOST_LINES = 14


@dataclass(slots=True, eq=False)
class Call:
    """One call of a method or function.

    Attributes:
        name: what is called, as people read it: "run()".
        began, ended: moments; `ended` is None as long as it has not come back.
        value: what it has returned.
        error: what it has raised, or None.
    """

    name: str
    began: float
    ended: float | None = None
    value: Any = None
    error: BaseException | None = None

    def done(self, value: Any = None, error: BaseException | None = None) -> None:
        """It has come back."""
        self.value = value
        self.error = error
        self.ended = now()

    @property
    def has_ended(self) -> bool:
        return self.ended is not None

    @property
    def seconds(self) -> float:
        """How long it has taken, so far."""
        return (now() if self.ended is None else self.ended) - self.began

    @property
    def trouble(self) -> str:
        """What is wrong with how it ended, in words, or ""."""
        if self.ended is None:
            return f"{self.name} had not come back after {self.seconds:.1f} s"
        return "" if self.error is None else f"{self.name} raised {error_line(self.error)}"


def error_line(error: BaseException) -> str:
    """`ValueError: boom`, on one line, even of an error that cannot be printed."""
    name = type(error).__name__
    try:
        text = " ".join(str(error).split())
    except BaseException:
        text = "(its text could not be read)"
    return (f"{name}: {text}" if text else name)[:LONGEST]


def last_lines(error: BaseException) -> str:
    """The end of an error's traceback, from the learner's own code on."""
    try:
        trace = error.__traceback__
        while trace is not None and Path(trace.tb_frame.f_code.co_filename).is_relative_to(HERE):
            trace = trace.tb_next
        told = traceback.format_exception(type(error), error, trace)
        lines = "".join(told).splitlines()
    except BaseException:
        return error_line(error)
    return "\n".join(line[:LONGEST] for line in lines[-MOST_LINES:])
