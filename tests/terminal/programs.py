"""The program as a user runs it: over pipes, and in a terminal of its own."""

import codecs
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from checker_lab.testing import wait_until

BOUND = 30.0
"""Real seconds after which the program hangs."""

PATIENT = ("--timeout", "20")
"""On a busy machine even a service that works may take its time."""

OTHER_SCREEN, OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
# To get a terminal of its own a program must lead a session, before it begins.
IN_TERMINAL = (
    "import os, runpy; os.login_tty(0); runpy.run_module('checker_lab', None, '__main__', True)"
)
NOT_PASSED_ON = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING"} | {
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
}


class Program:
    """A program at work; all that it writes is read at once, so that it never has to wait."""

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
            pass  # a terminal has no end: when nobody holds its other side, reading is an error

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
        """Wait for the end, and for all that was written."""
        status = self._process.wait(BOUND)
        self._reader.join(BOUND)
        assert not self._reader.is_alive()
        return status

    def end(self) -> None:
        """Whatever it does: end it, and give back what it had."""
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
        """The lines since it left the other screen, if it did, as a person sees them."""
        text = CODES.sub("", self.text.rpartition(OWN_SCREEN)[2]).replace("\r\n", "\n")
        return [line.rpartition("\r")[2].rstrip() for line in text.removesuffix("\n").split("\n")]

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def resize(self, width: int, height: int) -> None:
        resize(self._ours, width, height)


@contextmanager
def program(*arguments: str) -> Iterator[Program]:
    """Run it with its output in a pipe."""
    process = start(*arguments)
    assert process.stdout is not None
    running = Program(process, process.stdout.fileno())
    try:
        yield running
    finally:
        running.end()


@contextmanager
def terminal(
    *arguments: str, width: int = 120, height: int = 30, begin: str = "", **variables: str
) -> Iterator[Terminal]:
    """Run it in a terminal; `begin` is Python that runs before."""
    ours, theirs = os.openpty()
    show_no_keys(theirs)
    resize(ours, width, height)
    process = subprocess.Popen(
        [sys.executable, "-c", f"{begin}\n{IN_TERMINAL}", *PATIENT, *arguments],
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


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Begin it, with its output in pipes that nobody reads yet."""
    return subprocess.Popen(
        [sys.executable, "-m", "checker_lab", *PATIENT, *arguments],
        bufsize=0,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )


def resize(terminal: int, width: int, height: int) -> None:
    import termios  # here, since Windows has none

    termios.tcsetwinsize(terminal, (height, width))


def show_no_keys(terminal: int) -> None:
    """Keys that are pressed do not come back among what the program writes."""
    import termios

    attributes = termios.tcgetattr(terminal)
    attributes[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    return kept | {"PYTHONUTF8": "1"}
