"""The output: a pipe that nobody reads any more is no error, but the end of the program's work."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["ending_with_output", "open_output", "reader_has_gone"]


def open_output() -> TextIO:
    """The standard output, fit for every character; nowhere, if it was closed from the start."""
    if sys.stdout is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 (open to the end)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return sys.stdout


def reader_has_gone(stream: TextIO) -> bool:
    """Has the other side of a pipe been closed? To write would tell, but that may take days."""
    if not hasattr(select, "poll"):
        return False  # Windows
    try:
        poll = select.poll()
        poll.register(stream.fileno(), 0)
        return any(state & (select.POLLERR | select.POLLHUP) for _, state in poll.poll(0))
    except (OSError, ValueError):
        return False  # it is no file of the system


@contextmanager
def ending_with_output(stream: TextIO) -> Iterator[None]:
    """End the block when nothing can be written any more, and let all that follows go nowhere."""
    try:
        yield
    except OSError as error:
        _mute(stream)
        if not isinstance(error, BrokenPipeError):
            print(f"checker_lab: the output cannot be written: {error}", file=sys.stderr)


def _mute(stream: TextIO) -> None:
    """Lead the stream to nowhere; else Python would try once more at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
