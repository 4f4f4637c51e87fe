"""To run a program in a fresh interpreter, and see how and when it ends."""

import subprocess
import sys
import time
from typing import NamedTuple

__all__ = ["Ended", "run_program"]

BOUND = 40.0
"""Seconds after which a program has hung."""


class Ended(NamedTuple):
    """How a program ended, and the seconds from its last line to its end."""

    code: int
    lines: list[str]
    errors: str
    seconds: float


def run_program(text: str, *arguments: str) -> Ended:
    """Run `text` as a program of Python whose last line says that it is about to end.

    Raises:
        subprocess.TimeoutExpired: it did not end.
    """
    command = [sys.executable, "-X", "faulthandler", "-u", "-c", text, *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        try:
            lines = []
            said_last = time.monotonic()
            for line in program.stdout:
                lines.append(line.rstrip("\n"))
                if line == "the end\n":
                    said_last = time.monotonic()
            program.wait(BOUND)
            return Ended(
                program.returncode, lines, program.stderr.read(), time.monotonic() - said_last
            )
        finally:
            program.kill()
