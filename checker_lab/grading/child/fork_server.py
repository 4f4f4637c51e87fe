"""The process from which the processes of a grading are forked.

It has imported everything, and opened the doors to virtual time before that, so that a new process
starts in milliseconds. It never loads any of the learner's code. It ends when the grader closes the
socket, which happens at the latest when the grader's own process ends.
"""

import contextlib
import gc
import os
import pickle
import random
import select
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, NoReturn

from checker_lab.grading.child.processors import keep_to, least_used
from checker_lab.schedules.virtual import open_doors

__all__ = ["main"]

# What the doors must be open for: these keep functions of `time` and `threading`.
PRELOADED = (
    "checker_lab.grading.child.main",
    "checker_lab.grading.probes.adding",
    "checker_lab.grading.probes.overlap",
    "checker_lab.grading.probes.panics",
    "checker_lab.grading.probes.passes",
    "checker_lab.grading.probes.replacing",
    "checker_lab.grading.probes.schedule_search",
    "checker_lab.grading.probes.stop_hung",
    "checker_lab.grading.probes.stop_moments",
    "checker_lab.grading.probes.stopping",
    "checker_lab.grading.probes.timeouts",
)
# What learners use. A process imports it faster if it has been imported here.
USUAL = ("argparse", "logging", "multiprocessing.dummy", "sched", "uuid")


def main() -> None:
    """Serve the socket whose descriptor is the only argument."""
    with socket.socket(fileno=int(sys.argv[1])) as control, open_doors():
        for module in (*USUAL, *PRELOADED):
            import_module(module)
        import_module("checker_lab.grading.child.borrowed").published_shapes()
        import_module("checker_lab.grading.child.main").limit_resources()
        broken = import_module("checker_lab.grading.child.seal").seal()
        gc.collect()
        # No child copies pages just because the collector touches them.
        gc.freeze()
        _Server(control, broken).serve()


class _Running(NamedTuple):
    """A process that was forked: the socket on which its end is reported, and its processor."""

    report: socket.socket
    processor: int | None


class _Server:
    """Forks a process for each request.

    A request is one byte on the control socket, with two descriptors: a socket, on which the
    pickled request comes and the process and its exit status are reported, and the pipe to the
    grader.
    """

    def __init__(self, control: socket.socket, broken: Callable[[], str]) -> None:
        self._control = control
        self._broken = broken
        self._running: dict[int, _Running] = {}
        # A byte comes here when a process has ended, so that the grader need not wait for a look.
        self._ended, ended = socket.socketpair()
        for end in (self._ended, ended):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(ended.detach(), warn_on_full_buffer=False)

    def serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._control, self._ended], [], [])
            if self._ended in ready:
                self._ended.recv(4096)
            if self._control in ready:
                byte, descriptors, _, _ = socket.recv_fds(self._control, 1, 2)
                if not byte:
                    break
                self._fork(socket.socket(fileno=descriptors[0]), descriptors[1])
            self._reap()
        for pid in self._running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def _fork(self, report: socket.socket, pipe: int) -> None:
        with report.makefile("rb") as request:
            content = request.read()
        processor = least_used(each.processor for each in self._running.values())
        pid = os.fork()
        if pid == 0:
            keep_to(processor)
            _become_child(content, report, pipe, self._broken)
        os.close(pipe)
        self._running[pid] = _Running(report, processor)

    def _reap(self) -> None:
        for pid, (report, _) in tuple(self._running.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del self._running[pid]
                with report, contextlib.suppress(OSError):  # the grader has lost interest
                    report.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become_child(
    content: bytes, report: socket.socket, pipe: int, broken: Callable[[], str]
) -> NoReturn:
    """Do the job that was requested, in the process that was just forked."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Only what has a session of its own can be killed with all that it has started.
    os.setsid()
    report.sendall(f"{os.getpid()}\n".encode())
    os.closerange(3, pipe)
    os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))
    job, folder, environment = pickle.loads(content)
    child = import_module("checker_lab.grading.child.main")
    if job.folder:
        child.enter(job.folder)
    else:
        with contextlib.suppress(OSError):  # the folder is gone
            os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
    random.seed(0)
    child.run(job, pipe, broken)
    raise AssertionError("run() ends the process")
