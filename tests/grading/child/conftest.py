"""Runs the learner's side of the grader in this process, and leaves no trace of it."""

import threading
from collections.abc import Callable, Iterator

import pytest

from checker_lab.grading.child.code_runner import CodeRunner, TaskRunner, runner_for
from checker_lab.grading.kind import Kind


@pytest.fixture
def restored_threading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore afterwards what a trial replaces in `threading`."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(threading.Thread, "start", threading.Thread.start)


@pytest.fixture
def make_runner(restored_threading: None) -> Iterator[Callable[[Kind], CodeRunner]]:
    """Make runners whose event loops are closed at the end."""
    made: list[CodeRunner] = []

    def make(kind: Kind) -> CodeRunner:
        made.append(runner_for(kind))
        return made[-1]

    yield make
    for runner in made:
        close(runner)


def close(runner: CodeRunner) -> None:
    """End the event loop of a runner that has one."""
    if isinstance(runner, TaskRunner):
        runner.call("end", runner.loop.shutdown_default_executor, seconds=30.0)
        runner.loop.call_soon_threadsafe(runner.loop.stop)
        for thread in runner._graders_threads:
            if thread.name == "grader: event loop":
                thread.join()
        runner.loop.close()
