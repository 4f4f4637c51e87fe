"""The program as a user runs it: with pipes, and in a terminal of its own."""

import codecs
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from checker_lab.testing import wait_until

BOUND = 30.0
"""Real seconds after which the program counts as hung."""

PATIENT = ("--timeout", "20")
"""On a busy machine even a healthy service may be slow."""

OTHER_SCREEN, OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
# Only the leader of a session gets a controlling terminal.
IN_TERMINAL = (
    "import os, runpy; os.login_tty(0); runpy.run_module('checker_lab', None, '__main__', True)"
)
REMOVED = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING"} | {
    "PYTHONUNBUFFERED",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
}


class Program:
    """A running program. A thread reads its output immediately, so it never blocks on a pipe."""

    def __init__(self, process: subprocess.Popen[bytes], output: int) -> None:
        self._process = process
        self._output = output
        self.text = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while data := os.read(self._output, 65536):
                self.text += decoder.decode(data)
        except OSError:
            pass  # the end of a terminal is an error: the program has closed its side

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def wait_for(self, text: str, times: int = 1) -> None:
        try:
            wait_until(lambda: self.text.count(text) >= times, BOUND)
        except TimeoutError:
            raise AssertionError(f"{text!r} did not come, but {self.text[-3000:]!r}") from None

    def send(self, number: signal.Signals = signal.SIGINT) -> None:
        self._process.send_signal(number)

    def status(self) -> int:
        """Wait for the end and the whole output, and return the exit status."""
        status = self._process.wait(BOUND)
        self._reader.join(BOUND)
        assert not self._reader.is_alive()
        return status

    def end(self) -> None:
        """Kill it, if it still runs, and release what it had."""
        self._process.kill()
        self._process.wait(BOUND)
        self._reader.join(BOUND)
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    @property
    def errors(self) -> str:
        assert self._process.stderr is not None
        return self._process.stderr.read().decode()


class Terminal(Program):
    """A program in a terminal; its stderr goes there too."""

    def __init__(self, process: subprocess.Popen[bytes], ours: int) -> None:
        super().__init__(process, ours)
        self._ours = ours

    @property
    def lines(self) -> list[str]:
        """The lines that a person sees after it has left the other screen."""
        text = CODES.sub("", self.text.rpartition(OWN_SCREEN)[2]).replace("\r\n", "\n")
        return [line.rpartition("\r")[2].rstrip() for line in text.removesuffix("\n").split("\n")]

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def resize(self, width: int, height: int) -> None:
        resize(self._ours, width, height)


@contextmanager
def program(*arguments: str) -> Iterator[Program]:
    """Run it with its output in pipes."""
    process = start(*arguments)
    assert process.stdout is not None
    running = Program(process, process.stdout.fileno())
    try:
        yield running
    finally:
        running.end()


@contextmanager
def terminal(
    *arguments: str,
    command: Sequence[str] = ("watch", *PATIENT),
    width: int = 120,
    height: int = 30,
    begin: str = "",
    **variables: str,
) -> Iterator[Terminal]:
    """Run it in a terminal, after the Python code `begin`."""
    ours, theirs = os.openpty()
    show_no_keys(theirs)
    resize(ours, width, height)
    process = subprocess.Popen(
        [sys.executable, "-c", f"{begin}\n{IN_TERMINAL}", *command, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment() | {"TERM": "xterm-256color"} | variables,
    )
    os.close(theirs)
    running = Terminal(process, ours)
    try:
        yield running
    finally:
        running.end()
        os.close(ours)


def start(*arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    """Start a watch with its output in pipes; the caller reads them."""
    return run("watch", *PATIENT, *arguments, stdout=subprocess.PIPE, **variables)


def run(*arguments: str, stdout: int, **variables: str) -> subprocess.Popen[bytes]:
    """Start `python -m checker_lab` with a pipe for stderr."""
    return subprocess.Popen(
        [sys.executable, "-m", "checker_lab", *arguments],
        bufsize=0,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment() | variables,
    )


def resize(terminal: int, width: int, height: int) -> None:
    import termios  # here, since Windows has none

    termios.tcsetwinsize(terminal, (height, width))


def show_no_keys(terminal: int) -> None:
    """Switch the echo off, so that pressed keys do not appear in the output."""
    import termios

    attributes = termios.tcgetattr(terminal)
    attributes[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in REMOVED}
    return kept | {"PYTHONUTF8": "1"}
