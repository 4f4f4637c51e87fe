"""The process in which a learner's code is tried out. `python -c ... main()` begins here."""

import contextlib
import faulthandler
import gc
import json
import os
import pickle
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from checker_lab.grading.child.bench import Bench, NotReachedError
from checker_lab.grading.child.calls import error_line, last_lines
from checker_lab.grading.child.loading import Learner, Source, UnclearError, load
from checker_lab.grading.child.printed import Printed
from checker_lab.grading.requirements import STOPPED
from checker_lab.grading.verdicts import Finding

__all__ = ["Job", "main"]

# Bytes of memory that the code may take beyond what is in use when it comes.
MEMORY = 1 << 30
LARGEST_FILE = 64 << 20
# Enough for Python code, and small enough for a thousand threads.
STACK = 512 << 10

_write = os.write
_exit = os._exit


@dataclass(frozen=True, slots=True)
class Job:
    """What a process has to do.

    Attributes:
        source: the learner's code.
        probe: the name of a probe, "module:function"; "" only looks what the code is.
        names: the requirements that it is about.
        scale: as for `Bench`.
        seconds: it ends itself when it is not over after these.
        token: stands before each line that it sends, so that no other line is taken for one.
    """

    source: Source
    probe: str
    names: tuple[str, ...]
    scale: float
    seconds: float
    token: str


class Wire:
    """The private pipe to the grader."""

    def __init__(self, descriptor: int, token: str) -> None:
        self._descriptor = descriptor
        self._token = token
        self._turn = threading.Lock()
        self.sent: set[str] = set()

    def send(self, **message: Any) -> None:
        # On a line of its own, whatever the code may have written here.
        data = f"\n{self._token} {json.dumps(message)}\n".encode()
        with self._turn:
            while data:
                data = data[_write(self._descriptor, data) :]

    def finding(self, finding: Finding) -> None:
        self.sent.add(finding.name)
        self.send(finding=finding.to_dict())

    def doing(self, what: str) -> None:
        self.send(doing=what)


def main() -> None:
    """Read a job from stdin, do it, and end this process at once, whatever still runs in it."""
    job: Job = pickle.loads(sys.stdin.buffer.read())
    wire = Wire(int(sys.argv[1]), job.token)
    status = 1
    try:
        faulthandler.dump_traceback_later(job.seconds, exit=True)
        _limit()
        _do(job, wire)
        status = 0
    finally:
        if status:
            _report_own_error(wire)
        _exit(status)


def _report_own_error(wire: Wire) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        wire.send(broken=last_lines(error))


def _do(job: Job, wire: Wire) -> None:
    probe = _find(job.probe)
    printed = Printed(STOPPED)
    sys.stdin = Path(os.devnull).open()  # noqa: SIM115 (for as long as the process lives)
    wire.doing("loading")
    printed.take_over()
    learner = _load(job.source, wire)
    if learner is not None:
        wire.send(
            loaded={"name": learner.name, "is_checker": learner.is_checker, "kind": learner.kind}
        )
        if job.probe:
            _try_out(probe, Bench(learner, job.scale, printed, wire.finding, wire.doing), job, wire)
        wire.send(over=True)


def _find(probe: str) -> Callable[[Bench], None]:
    if not probe:
        return lambda bench: None
    module, _, function = probe.partition(":")
    found: Callable[[Bench], None] = getattr(import_module(module), function)
    return found


def _load(source: Source, wire: Wire) -> Learner | None:
    """The learner's code, or None, and then the grader knows why."""
    try:
        return load(source)
    except UnclearError as error:
        wire.send(unclear=str(error))
    except BaseException as error:
        wire.send(unloadable=error_line(error), trace=last_lines(error))
    return None


def _try_out(probe: Callable[[Bench], None], bench: Bench, job: Job, wire: Wire) -> None:
    gc.collect()
    try:
        probe(bench)
        why = "nothing was found out"
    except NotReachedError as error:
        why = str(error)
    for name in job.names:
        if name not in wire.sent:
            bench.not_reached(name, why, *bench.deaths())


def _limit() -> None:
    import resource

    threading.stack_size(STACK)
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: LARGEST_FILE}
    with contextlib.suppress(OSError):  # there is no /proc on macOS, and no such limit either
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY
    for kind, most in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
