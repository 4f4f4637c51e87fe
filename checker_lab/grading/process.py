"""One process in which a learner's code runs, and what it reports.

The process gets a time limit for each stage, its own session, and no way to reach the grader but
one pipe. It is not a defence against malice: see SECURITY.md.
"""

import contextlib
import json
import os
import pickle
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import IO, Any, NamedTuple

import checker_lab
from checker_lab.core.lines import one_line
from checker_lab.grading.job import Job
from checker_lab.grading.kind import Kind
from checker_lab.grading.verdicts import Finding, printable_lines

__all__ = ["LoadedCode", "ProcessResult", "run_job"]

MAIN = "from checker_lab.grading.child.main import main; main()"
# Seconds until a process must have started, even on a busy machine, and until it must have loaded
# the learner's code.
TO_START = 8.0
TO_LOAD = 8.0
# Bytes of one message: more than any finding has.
LONGEST_MESSAGE = 4 << 20
# Seconds between two looks at whether the job was cancelled.
POLL = 0.1
# A message with one of these keys is the last one.
LAST = {"over", "unclear", "unloadable", "broken"}


class LoadedCode(NamedTuple):
    """What the process found the learner's code to be."""

    name: str
    is_checker: bool
    kind: Kind


@dataclass(slots=True)
class ProcessResult:
    """What a process reported, and how it ended.

    Attributes:
        job: the work it had.
        findings: what its probe found.
        loaded: what the code is, or None if it was not loaded.
        unloadable: why the code could not be loaded; else "".
        trace: the end of that error's traceback.
        unclear: why a file does not make clear what to grade; else "".
        doing: the last stage that it announced.
        died: how it ended, if it did not end by itself; else "".
        seconds: how long it ran.
        seconds_in_stage: how long the last stage took.
    """

    job: Job
    findings: list[Finding] = field(default_factory=list)
    loaded: LoadedCode | None = None
    unloadable: str = ""
    trace: str = ""
    unclear: str = ""
    doing: str = "starting"
    died: str = ""
    seconds: float = 0.0
    seconds_in_stage: float = 0.0


def run_job(job: Job, cancelled: Event) -> ProcessResult:
    """Run a job in a process of its own and return when that process is gone.

    Args:
        job: the work; its token is replaced.
        cancelled: once it is set, the process is killed and the result means nothing.

    Raises:
        RuntimeError: the process failed before it reached any of the learner's code.
    """
    with _Child(job) as child:
        child.read(cancelled)
        return child.result()


class _Child:
    """The process of one job, from start to kill. Only the thread that made it may use it."""

    def __init__(self, job: Job) -> None:
        self._result = ProcessResult(job)
        # The process also ends itself, in case the grader does not live to do so.
        limit = job.seconds + TO_START + TO_LOAD
        self._job = replace(job, token=secrets.token_hex(16), seconds=limit)
        self._started_at = self._stage_started_at = perf_counter()
        self._deadline = self._started_at + TO_START
        self._is_over = self._is_closed = False
        self._failure = ""
        self._resources = contextlib.ExitStack()

    def __enter__(self) -> "_Child":
        with contextlib.ExitStack() as resources:
            self._stderr = resources.enter_context(tempfile.TemporaryFile())
            self._pipe, writing = os.pipe()
            resources.callback(os.close, self._pipe)
            try:
                self._process = self._start(writing, self._stderr)
            finally:
                os.close(writing)
            resources.callback(self._kill)
            self._resources = resources.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._resources.close()

    def read(self, cancelled: Event) -> None:
        """Take messages until the last one, the end of the pipe, the deadline or `cancelled`."""
        for message in self._messages(cancelled):
            self._take(message)
            if self._is_over:
                return

    def result(self) -> ProcessResult:
        """Kill the process and return what is known of it."""
        result = self._result
        if not self._is_over:
            result.died = self._how_it_died()
            if result.doing == "starting":
                self._failure = self._stderr_tail() or result.died
        self._kill()
        result.seconds = perf_counter() - self._started_at
        result.seconds_in_stage = perf_counter() - self._stage_started_at
        if self._failure:
            raise RuntimeError(f"the grader's own process failed: {self._failure}")
        return result

    def _start(self, writing: int, stderr: IO[bytes]) -> "subprocess.Popen[bytes]":
        with tempfile.TemporaryFile() as stdin:
            pickle.dump(self._job, stdin)
            stdin.seek(0)
            return subprocess.Popen(
                [sys.executable, "-P", "-c", MAIN, str(writing)],
                stdin=stdin,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                pass_fds=(writing,),
                env=_environment(),
                start_new_session=True,
            )

    def _kill(self) -> None:
        """Kill the process and what it has started, unless that has left its process group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _messages(self, cancelled: Event) -> Iterator[dict[str, Any]]:
        token, rest = self._job.token.encode(), b""
        while not cancelled.is_set() and perf_counter() < self._deadline:
            if not wait([self._pipe], min(POLL, max(0.0, self._deadline - perf_counter()))):
                continue
            data = os.read(self._pipe, 1 << 16)
            if not data:
                self._is_closed = True
                return
            *lines, rest = (rest + data).split(b"\n")
            rest = b"" if len(rest) > LONGEST_MESSAGE else rest
            for line in lines:
                # The learner's code may have written to the pipe too: its lines have no token.
                sent_token, _, text = line.partition(b" ")
                if sent_token == token:
                    yield json.loads(text)

    def _take(self, message: dict[str, Any]) -> None:
        result = self._result
        match message:
            case {"finding": finding}:
                result.findings.append(Finding.from_dict(finding))
            case {"doing": what}:
                self._enter_stage(one_line(what))
            case {"loaded": loaded}:
                name = one_line(loaded["name"])
                result.loaded = LoadedCode(name, loaded["is_checker"], loaded["kind"])
                self._deadline = perf_counter() + result.job.seconds
            case {"unloadable": why, "trace": trace}:
                result.unloadable, result.trace = one_line(why), printable_lines(trace)
            case {"unclear": why}:
                result.unclear = one_line(why)
            case {"broken": why}:
                self._failure = why
        self._is_over = not LAST.isdisjoint(message)

    def _enter_stage(self, what: str) -> None:
        self._result.doing = what
        self._stage_started_at = perf_counter()
        if what == "loading":
            self._deadline = perf_counter() + TO_LOAD

    def _how_it_died(self) -> str:
        if not self._is_closed:
            return f"it was not over after {perf_counter() - self._started_at:.0f} s"
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self._process.wait(1.0)
            if status >= 0:
                return f"the code ended its whole process, with exit status {status}"
            return f"the process was ended by {_signal_name(-status)}"
        return "the code closed the pipe to the grader"

    def _stderr_tail(self) -> str:
        self._stderr.seek(0)
        return self._stderr.read().decode("utf-8", "replace")[-2000:]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _environment() -> dict[str, str]:
    root = str(Path(checker_lab.__file__).parents[1])
    path = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{root}{os.pathsep}{path}" if path else root,
        # A heap for each thread would count as memory in use.
        "MALLOC_ARENA_MAX": "2",
    }
