"""The standard streams: closed, full, slow, non-blocking, or unable to show a character.

No line is lost as long as something reads the output. If the reader of a pipe has gone, the
program ends without an error message.
"""

import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

__all__ = [
    "ending_with_output",
    "flushing",
    "mute",
    "open_closed_streams",
    "open_output",
    "reader_has_gone",
    "write_any_character",
]


class _PatientFile(io.FileIO):
    """A file whose `write()` waits until a non-blocking file accepts the data.

    Another process that shares the terminal or pipe can make it non-blocking at any time. A text
    stream then raises BlockingIOError, and loses what it had buffered.
    """

    def write(self, data: Any, /) -> int:
        while (written := super().write(data)) is None:
            select.select([], [self], [])
        return written


def open_closed_streams() -> None:
    """Open /dev/null for the standard streams that were closed at the start (`2>&-`, pythonw).

    Otherwise the next socket would become number 2, and print(..., file=sys.stderr) would write to
    stdout, since sys.stderr is None.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))


def write_any_character(stream: TextIO) -> None:
    r"""Make `stream` escape the characters that its encoding lacks, like `\u2713`."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def open_output() -> TextIO:
    """The standard output for the lines of a watch: it writes every character, and it waits."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return sys.stdout  # not a file of the operating system
    if os.name != "posix":
        return sys.stdout  # a Windows console is never non-blocking
    file = io.BufferedWriter(_PatientFile(number, "wb", closefd=False))
    return io.TextIOWrapper(file, sys.stdout.encoding, "backslashreplace")


def reader_has_gone(stream: TextIO) -> bool:
    """Return whether the other side of a pipe was closed.

    A write would find out too, but the next line may be days away.
    """
    if not hasattr(select, "poll"):
        return False  # Windows
    try:
        poll = select.poll()
        poll.register(stream.fileno(), 0)
        return any(state & (select.POLLERR | select.POLLHUP) for _, state in poll.poll(0))
    except (OSError, ValueError):
        return False  # not a file of the operating system


@contextmanager
def ending_with_output(stream: TextIO) -> Iterator[None]:
    """End the block if `stream` cannot be written, and redirect `stream` to /dev/null."""
    try:
        yield
    except OSError as error:
        mute(stream)
        if not isinstance(error, BrokenPipeError):
            print(f"checker-lab: the output cannot be written: {error}", file=sys.stderr)


@contextmanager
def flushing(stream: TextIO) -> Iterator[None]:
    """Flush `stream` after the block, while an error of it can still be handled.

    Python flushes it at its end too, but would print that error and change the exit status.
    """
    try:
        yield
    finally:
        stream.flush()


def mute(stream: TextIO) -> None:
    """Redirect `stream` to /dev/null, so that the shutdown of Python does not flush it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
