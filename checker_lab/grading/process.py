"""One process in which a learner's code runs, and what it reports.

The process gets a time limit for each stage, its own session, and no way to reach the grader but
one pipe. It is not a defence against malice: see SECURITY.md.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import IO, Any, NamedTuple

from checker_lab.core.lines import one_line
from checker_lab.grading.job import Job
from checker_lab.grading.kind import Kind
from checker_lab.grading.mishap import Mishap
from checker_lab.grading.sentences import NOTHING, Sentence, say
from checker_lab.grading.starting import Process, start
from checker_lab.grading.verdicts import Finding, printable_lines

__all__ = ["LoadedCode", "ProcessResult", "Start", "run_job"]

# Seconds until a process must have started, even on a busy machine, and until it must have loaded
# the learner's code.
TO_START = 8.0
TO_LOAD = 8.0
# Bytes of one message: more than any finding has.
LONGEST_MESSAGE = 4 << 20
# Seconds between two looks at whether the job was cancelled.
POLL = 0.1
# A message with one of these keys is the last one.
LAST = {
    "over",
    "unclear",
    "unloadable",
    "broken",
    "exhausted",
    "foreign",
    "reached",
    "stopped",
}
# Bytes of files that a process may leave in its own folder.
MOST_WRITTEN = 64 << 20

Start = Callable[[Job, int, IO[bytes]], Process]


class LoadedCode(NamedTuple):
    """What the process found the learner's code to be."""

    name: str
    is_checker: bool
    kind: Kind


# Stages before the code runs.
STARTING, LOADING = say("starting"), say("loading")


@dataclass(slots=True)
class ProcessResult:
    """What a process reported, and how it ended.

    Attributes:
        job: the work it had.
        findings: what its probe found.
        loaded: what the code is, or None if it was not loaded.
        unloadable: why the code could not be loaded; else "".
        trace: the end of that error's traceback.
        mishap: in which line it is, and what to try.
        unclear: why a file does not make clear what to grade; else empty.
        foreign: what the code waits for that virtual time does not hold; else empty.
        reached: how the code reached into the grader, or None.
        borrowed: what else does the work that the code should do, or None.
        new_files: files that the code made outside its own folder.
        doing: the last stage that it announced.
        died: how it ended, if it did not end by itself; else empty.
        timed_out: was it killed because it was not over?
        has_quit: did the code end it?
        seconds: how long it ran.
        seconds_in_stage: how long the last stage took.
    """

    job: Job
    findings: list[Finding] = field(default_factory=list)
    loaded: LoadedCode | None = None
    unloadable: str = ""
    trace: str = ""
    mishap: Mishap | None = None
    unclear: Sentence = NOTHING
    foreign: Sentence = NOTHING
    reached: Sentence | None = None
    borrowed: Sentence | None = None
    new_files: list[str] = field(default_factory=list)
    doing: Sentence = STARTING
    died: Sentence = NOTHING
    timed_out: bool = False
    has_quit: bool = False
    seconds: float = 0.0
    seconds_in_stage: float = 0.0


def run_job(job: Job, cancelled: Event, start: Start = start) -> ProcessResult:
    """Run a job in a process of its own and return when that process is gone.

    Args:
        job: the work; its token is replaced.
        cancelled: once it is set, the process is killed and the result means nothing.
        start: starts the process.

    Raises:
        RuntimeError: the process failed before it reached any of the learner's code.
    """
    token = secrets.token_hex(16)
    with tempfile.TemporaryFile() as stderr, _own_folder(job) as folder:
        # The process also ends itself, in case the grader does not live to kill it.
        seconds = job.seconds + TO_START + TO_LOAD
        sent = replace(job, token=token, seconds=seconds, folder=folder)
        listener = _Listener(job, token.encode(), folder)
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            try:
                process = start(sent, writing, stderr)
            finally:
                os.close(writing)
            try:
                listener.listen(pipe, cancelled)
                died = NOTHING if listener.is_over else listener.how_it_died(process)
            finally:
                process.kill()
        result = listener.result(died, stderr)
    for path in result.new_files:
        _remove(path)
    return result


@contextlib.contextmanager
def _own_folder(job: Job) -> Iterator[str]:
    """Make a folder for a file's process; a cell's runs where its notebook does."""
    if not job.code.file:
        yield ""
        return
    folder = tempfile.mkdtemp(prefix="checker-lab-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove(path: str) -> None:
    """Remove a file that the code has made outside its own folder."""
    with contextlib.suppress(OSError, ValueError):
        if Path(path).is_file() and not Path(path).is_symlink():
            Path(path).unlink()


def _written(folder: str) -> int:
    """Return how many bytes there are in a folder, which changes meanwhile."""
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total


class _Listener:
    """Reads what one process reports, within the time limit of each of its stages."""

    def __init__(self, job: Job, token: bytes, folder: str) -> None:
        self._result = ProcessResult(job)
        self._folder = folder
        self._next_look = 0.0
        self._stopped = NOTHING
        self._token = token
        self._started_at = self._stage_started_at = perf_counter()
        self._deadline = self._started_at + TO_START
        self._is_closed = False
        self._failure = ""
        self.is_over = False

    def listen(self, pipe: IO[bytes], cancelled: Event) -> None:
        """Take messages until the last one, the end of the pipe, the deadline or `cancelled`."""
        rest = b""
        while not (self.is_over or self._is_closed or cancelled.is_set()):
            left = self._deadline - perf_counter()
            if left <= 0 or self._has_written_too_much():
                return
            if wait([pipe.fileno()], min(POLL, left)):
                data = pipe.read(1 << 16)
                self._is_closed = not data
                *lines, rest = (rest + data).split(b"\n")
                rest = b"" if len(rest) > LONGEST_MESSAGE else rest
                for line in lines:
                    self._take(line)

    def how_it_died(self, process: Process) -> Sentence:
        """Return how a process ended that did not send a last message."""
        if self._stopped:
            return self._stopped
        if not self._is_closed:
            seconds = perf_counter() - self._started_at
            return say("the code had not ended after {seconds:.0f} s", seconds=seconds)
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = process.wait(1.0)
            if status >= 0:
                return say(
                    "the code ended its whole process, with exit status {status}", status=status
                )
            return say("the process was ended by {signal}", signal=_signal_name(-status))
        return say("the code closed the pipe to the grader")

    def result(self, died: Sentence, stderr: IO[bytes]) -> ProcessResult:
        """Return what is known of the process, now that it is gone.

        Raises:
            RuntimeError: it failed before it reached any of the learner's code.
        """
        result = self._result
        if died and result.doing == STARTING:
            stderr.seek(0)
            self._failure = stderr.read().decode("utf-8", "replace")[-2000:] or str(died)
        if self._failure:
            raise RuntimeError(f"the grader's own process failed: {self._failure}")
        result.died = result.died or died
        result.timed_out = bool(died) and not (self._is_closed or self._stopped)
        result.has_quit = bool(died) and self._is_closed and not self._stopped
        result.seconds = perf_counter() - self._started_at
        result.seconds_in_stage = perf_counter() - self._stage_started_at
        return result

    def _has_written_too_much(self) -> bool:
        if not self._folder or perf_counter() < self._next_look:
            return False
        self._next_look = perf_counter() + POLL
        if _written(self._folder) > MOST_WRITTEN:
            self._stopped = say(
                "the code wrote more than {megabytes} MB of files", megabytes=MOST_WRITTEN >> 20
            )
        return bool(self._stopped)

    def _take(self, line: bytes) -> None:
        token, _, text = line.partition(b" ")
        if self.is_over:
            return
        if token == self._token:
            self._take_message(json.loads(text))
        elif line and self._result.doing != STARTING:
            # The process sends whole lines: this one was written by the learner's code.
            self._result.reached = say("it wrote to the grader's pipe")
            self.is_over = True

    def _take_message(self, message: dict[str, Any]) -> None:
        result = self._result
        self.is_over = not LAST.isdisjoint(message)
        match message:
            case {"finding": finding}:
                result.findings.append(Finding.from_dict(finding))
            case {"doing": what}:
                self._enter_stage(Sentence.from_dict(what))
            case {"loaded": loaded}:
                name = one_line(loaded["name"])
                result.loaded = LoadedCode(name, loaded["is_checker"], loaded["kind"])
                self._deadline = perf_counter() + result.job.seconds
            case _:
                self._take_remark(message)
        if self.is_over:
            self._take_last(message)

    def _take_remark(self, message: dict[str, Any]) -> None:
        match message:
            case {"borrowed": saw}:
                self._result.borrowed = Sentence.from_dict(saw)
            case {"new_file": path}:
                self._result.new_files.append(path)

    def _take_last(self, message: dict[str, Any]) -> None:
        result = self._result
        match message:
            case {"unloadable": why, "trace": trace, "mishap": mishap}:
                result.unloadable, result.trace = one_line(why), printable_lines(trace)
                result.mishap = Mishap.from_dict(mishap)
            case {"unclear": why}:
                result.unclear = Sentence.from_dict(why)
            case {"foreign": what}:
                result.foreign = Sentence.from_dict(what)
            case {"reached": saw}:
                result.reached = Sentence.from_dict(saw)
            case {"stopped": why}:
                self._stopped = Sentence.from_dict(why)
                # It did not come to its end.
                self.is_over = False
                self._is_closed = True
            case {"exhausted": what}:
                result.died = Sentence.from_dict(what)
            case {"broken": why}:
                self._failure = why

    def _enter_stage(self, what: Sentence) -> None:
        self._result.doing = what
        self._stage_started_at = perf_counter()
        if what == LOADING:
            self._deadline = perf_counter() + TO_LOAD


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
