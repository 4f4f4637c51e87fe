"""Starts the processes that do jobs: each anew, or forked from a server that is kept.

It knows nothing about what a process reports.
"""

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import IO, Protocol

import checker_lab
from checker_lab.grading.job import Job

__all__ = ["Process", "fork", "start"]

MAIN = "from checker_lab.grading.child.main import main; main()"
SERVER = "from checker_lab.grading.child.fork_server import main; main()"


class Process(Protocol):
    """A process with a session of its own."""

    @property
    def pid(self) -> int: ...

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit status, or minus the number of the signal that ended it.

        Raises:
            subprocess.TimeoutExpired: it does not end within `timeout` seconds.
        """
        ...


def start(job: Job, pipe: int, stderr: IO[bytes]) -> Process:
    """Start a process anew, for real time.

    Args:
        job: its work.
        pipe: the descriptor to which it reports.
        stderr: where Python explains why it cannot even start.
    """
    with tempfile.TemporaryFile() as stdin:
        pickle.dump(job, stdin)
        stdin.seek(0)
        return subprocess.Popen(
            [sys.executable, "-P", "-c", MAIN, str(pipe)],
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            pass_fds=(pipe,),
            env=_environment(),
            start_new_session=True,
        )


def fork(job: Job, pipe: int, stderr: IO[bytes]) -> Process:
    """Fork a process from the server, which is started for the first one. It can do any job.

    Raises:
        RuntimeError: the server cannot be started.
    """
    with _lock:
        # A server belongs to the process that has started it, and not to a fork of that.
        if not (_servers and _servers[-1].is_alive and _servers[-1].owner == os.getpid()):
            _servers[:] = [_ForkServer()]
        server = _servers[-1]
    try:
        return server.fork(job, pipe)
    except (OSError, RuntimeError):
        # Code that was graded may have killed its parent, which is the server.
        return _new_server(server).fork(job, pipe)


def _new_server(dead: "_ForkServer") -> "_ForkServer":
    """Return a server that is not this one. Many threads may find the same one dead."""
    with _lock:
        if _servers[-1] is dead:
            _servers[:] = [_ForkServer()]
        return _servers[-1]


class _ForkServer:
    """A process that has imported everything, and forks when it is asked to."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (for as long as the server lives)
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", SERVER, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                pass_fds=(theirs.fileno(),),
                # Sets of texts have the same order in each grading.
                env={**_environment(), "PYTHONHASHSEED": "0"},
                start_new_session=True,
            )
        atexit.register(self._end)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, job: Job, pipe: int) -> Process:
        mine, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"f"], [theirs.fileno(), pipe])
            mine.sendall(pickle.dumps((job, str(Path.cwd()), dict(os.environ))))
            mine.shutdown(socket.SHUT_WR)
            return _ForkedProcess(mine)
        except (OSError, ValueError) as error:
            mine.close()
            self._stderr.seek(0)
            why = self._stderr.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the grader's own process failed: {why}") from error

    def _end(self) -> None:
        if self.owner == os.getpid():
            self._control.close()
            self._process.wait()
            self._stderr.close()


class _ForkedProcess:
    """A process that is not this one's child: the server reports its number and its end.

    Raises:
        ValueError: the server has ended.
    """

    def __init__(self, report: socket.socket) -> None:
        self._report = report
        self.pid = int(self._line())
        self._status: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        if self._status is None:
            self._report.settimeout(timeout)
            try:
                # Without the server there is no status. It kills the process before it ends.
                self._status = int(self._line() or -signal.SIGKILL)
            except TimeoutError as error:
                raise subprocess.TimeoutExpired("a forked process", timeout or 0.0) from error
            self._report.close()
        return self._status

    def _line(self) -> str:
        line = b""
        while not line.endswith(b"\n"):
            byte = self._report.recv(1)
            if not byte:
                break
            line += byte
        return line.decode()


# The server, once there is one.
_servers: list[_ForkServer] = []
# Guards `_servers`.
_lock = Lock()


def _environment() -> dict[str, str]:
    root = str(Path(checker_lab.__file__).parents[1])
    path = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{root}{os.pathsep}{path}" if path else root,
        # A heap for each thread would count as memory in use.
        "MALLOC_ARENA_MAX": "2",
    }
