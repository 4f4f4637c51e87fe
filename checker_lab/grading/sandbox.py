"""Processes in which a learner's code runs, with bounds that it cannot leave."""

import contextlib
import json
import os
import pickle
import secrets
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import checker_lab
from checker_lab.grading.child.main import Job
from checker_lab.grading.verdicts import Finding

__all__ = ["Ended", "Sandbox"]

MAIN = "from checker_lab.grading.child.main import main; main()"
# Seconds that a process gets to begin, on a machine that is busy.
TO_BEGIN = 8.0
# Seconds that the code gets to be loaded.
TO_LOAD = 8.0
# Bytes of one message that are read: more than any report has.
MOST = 4 << 20


@dataclass(slots=True)
class Ended:
    """A process that has ended, and what it has sent.

    Attributes:
        job: what it had to do.
        findings: what it found out.
        loaded: what the code is, or None if it was not loaded.
        unloadable: why it could not be loaded, in words; else "".
        trace: the end of the traceback of that.
        unclear: why a file is not a learner's code; else "".
        doing: what it did last.
        died: how it ended, in words, if that was not by itself; else "".
        seconds: how long it took; `in_stage` those since it began what it did last.
    """

    job: Job
    findings: list[Finding] = field(default_factory=list)
    loaded: dict[str, Any] | None = None
    unloadable: str = ""
    trace: str = ""
    unclear: str = ""
    doing: str = "starting"
    died: str = ""
    seconds: float = 0.0
    in_stage: float = 0.0
    is_over: bool = False
    broken: str = ""


class Sandbox:
    """Runs jobs, some at a time, and hands each to `on_end` when it has ended.

    `on_end` returns more jobs, or None to end all others at once.

    Args:
        lanes: how many at a time.
        seconds: all of it is over after so many.
    """

    def __init__(self, lanes: int, seconds: float) -> None:
        self._lanes = lanes
        self._seconds = seconds

    def run(
        self, jobs: Iterable[Job], on_end: Callable[[Ended], Iterable[Job] | None]
    ) -> list[Job]:
        """Run all jobs; return those for which there was no time."""
        waiting = list(jobs)
        end = perf_counter() + self._seconds
        running: list[_Process] = []
        with selectors.DefaultSelector() as selector, _Starter(running) as starter:
            while (waiting or running) and perf_counter() < end:
                while waiting and len(running) < self._lanes:
                    starter.start(waiting.pop(0), selector)
                for process in _ended(running, selector):
                    running.remove(process)
                    more = on_end(process.finish(selector))
                    if more is None:
                        return []
                    waiting.extend(more)
            left = [process.job for process in running]
        return left + waiting


def _ended(running: list["_Process"], selector: selectors.BaseSelector) -> list["_Process"]:
    wait = min(process.deadline for process in running) - perf_counter()
    for key, _ in selector.select(max(0.0, min(wait, 0.2))):
        key.data.read()
    return [process for process in tuple(running) if process.has_ended()]


class _Starter:
    """Starts processes, and ends every one that is left in the end, also when a Ctrl-C comes.

    That hits the main thread wherever it is. So each process is started, and noted, by another
    thread, and none can be there that nobody knows of.
    """

    def __init__(self, running: list["_Process"]) -> None:
        self._running = running
        self._last = threading.Event()
        self._last.set()
        self._errors: list[BaseException] = []

    def __enter__(self) -> "_Starter":
        return self

    def __exit__(self, *error: object) -> None:
        # Not a join(): one that a Ctrl-C has interrupted takes the thread for ended.
        self._last.wait(TO_BEGIN)
        for process in self._running:
            process.end()

    def start(self, job: Job, selector: selectors.BaseSelector) -> None:
        """Start a process, and wait until it is noted."""
        done = threading.Event()

        def begin() -> None:
            try:
                self._running.append(_Process(job, selector))
            except BaseException as error:
                self._errors.append(error)
            finally:
                done.set()

        thread = threading.Thread(target=begin, name="checker_lab grading", daemon=True)
        self._last = done
        thread.start()
        done.wait()
        if self._errors:
            raise self._errors.pop()


class _Process:
    """One process, at work."""

    def __init__(self, job: Job, selector: selectors.BaseSelector) -> None:
        self.job = replace(
            job, token=secrets.token_hex(16), seconds=job.seconds + TO_BEGIN + TO_LOAD
        )
        self._ended = Ended(job)
        self._began = self._stage_began = perf_counter()
        self.deadline = self._began + TO_BEGIN
        self._rest = b""
        self._is_closed = False
        self._reading, writing = os.pipe()
        try:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
            self._process = self._start(writing)
        finally:
            os.close(writing)
        os.set_blocking(self._reading, False)
        selector.register(self._reading, selectors.EVENT_READ, self)

    def read(self) -> None:
        """Take what it has sent."""
        try:
            data = os.read(self._reading, 1 << 16)
        except BlockingIOError:
            return
        self._is_closed = self._is_closed or not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take(line)
        if len(self._rest) > MOST:
            self._rest = b""

    def has_ended(self) -> bool:
        return self._is_closed or self._ended.is_over or perf_counter() > self.deadline

    def finish(self, selector: selectors.BaseSelector) -> Ended:
        """End it, if it has not, and tell how it ended."""
        ended = self._ended
        selector.unregister(self._reading)
        if not ended.is_over:
            ended.died = self._how_it_died()
        said = "" if ended.is_over else self._said()
        self.end()
        ended.seconds = perf_counter() - self._began
        ended.in_stage = perf_counter() - self._stage_began
        if ended.broken or (ended.doing == "starting" and not ended.is_over):
            raise RuntimeError(f"the grader's own process failed: {ended.broken or said}")
        return ended

    def end(self) -> None:
        """End the process, and all that it has started, and forget it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._errors.close()
        os.close(self._reading)

    def _start(self, writing: int) -> "subprocess.Popen[bytes]":
        with tempfile.TemporaryFile() as given:
            pickle.dump(self.job, given)
            given.seek(0)
            return subprocess.Popen(
                [sys.executable, "-P", "-c", MAIN, str(writing)],
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=(writing,),
                env=_environment(),
                start_new_session=True,
            )

    def _take(self, line: bytes) -> None:
        token, _, text = line.partition(b" ")
        if token != self.job.token.encode():
            return
        message = json.loads(text)
        ended = self._ended
        if "finding" in message:
            ended.findings.append(Finding.from_dict(message["finding"]))
        if "doing" in message:
            self._now_doing(message["doing"])
        if "loaded" in message:
            ended.loaded = message["loaded"]
            self.deadline = perf_counter() + self.job.seconds - TO_BEGIN - TO_LOAD
        if "unloadable" in message:
            ended.unloadable, ended.trace = message["unloadable"], message["trace"]
        ended.unclear = message.get("unclear", ended.unclear)
        ended.broken = message.get("broken", ended.broken)
        ended.is_over = ended.is_over or bool(
            message.keys() & {"over", "unclear", "unloadable", "broken"}
        )

    def _now_doing(self, what: str) -> None:
        self._ended.doing = what
        self._stage_began = perf_counter()
        if what == "loading":
            self.deadline = perf_counter() + TO_LOAD

    def _how_it_died(self) -> str:
        if not self._is_closed:
            return f"it was not over after {perf_counter() - self._began:.0f} s"
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self._process.wait(1.0)
            if status >= 0:
                return f"the code ended its whole process, with exit status {status}"
            return f"the process was ended by {_signal_name(-status)}"
        return "the code closed what the grader reads from"

    def _said(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")[-2000:] or self._ended.died


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
        # Each thread's own heap would be taken for memory in use.
        "MALLOC_ARENA_MAX": "2",
    }
