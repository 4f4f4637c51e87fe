"""What only threads do: they cannot be killed, and must not keep the interpreter alive."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checker_lab import CheckerError, Outcome, OwnerWaitsForItselfError, ThreadedChecker
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from checker_lab.threads.crew import ThreadCrew


def test_the_interpreter_ends_while_checks_hang() -> None:
    program = """
import time
from checker_lab import ThreadedChecker

class Hung:
    def __init__(self, name): self.id = name
    def health(self): time.sleep(1000)

items = [Hung(str(number)) for number in range(50)]
checker = ThreadedChecker(items, timeout=0.05, on_event=lambda event: None)
checker.run()
while len(checker.snapshot().abandoned) < 50: time.sleep(0.01)
print("hung")
"""
    started_at = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "hung\n"
    assert done.stderr == ""
    assert time.monotonic() - started_at < 20


def test_a_coroutine_from_a_plain_health_is_a_panic_without_a_warning() -> None:
    async def answer() -> bool:
        return True

    item = Scripted("a", answer)
    (result,) = ThreadedChecker([item], on_event=EventLog()).check()
    assert result.outcome is Outcome.PANIC
    assert "coroutine" in str(result.error)


def test_check_from_the_listener_is_refused_and_not_waited_for() -> None:
    errors: list[BaseException] = []

    def listener(event: object) -> None:
        try:
            checker.check()
        except OwnerWaitsForItselfError as error:
            errors.append(error)

    checker = ThreadedChecker([Scripted("a")], on_event=listener)
    checker.check()
    assert errors


def test_check_and_stop_from_inside_a_check() -> None:
    reports: list[Any] = []

    def meddle() -> bool:
        reports.append(checker.stop())
        return True

    checker = ThreadedChecker([Scripted("a", meddle)], on_event=EventLog())
    checker.run()
    wait_until(lambda: reports)
    assert reports[0].ended
    assert reports[0].abandoned == ("a",)


def test_an_item_may_add_and_remove_from_inside_its_check() -> None:
    def meddle() -> bool:
        checker.add(Scripted("b"))
        checker.remove("a")
        return True

    checker = ThreadedChecker([Scripted("a", meddle)], on_event=EventLog())
    assert [result.item_id for result in checker.check()] == ["a"]
    assert str(checker) == "b"


def test_a_machine_without_threads_to_give(monkeypatch: pytest.MonkeyPatch) -> None:
    item, log = Scripted("a"), EventLog()
    checker = ThreadedChecker([item], on_event=log)
    start = threading.Thread.start

    def refuse(thread: threading.Thread) -> None:
        if thread.name in refused:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    refused = {"checker_lab worker"}
    (result,) = checker.check()
    assert (result.outcome, item.started) == (Outcome.SKIPPED, 0)
    refused = {"checker_lab owner"}
    with pytest.raises(RuntimeError, match="can't start new thread"):
        checker.run()
    assert not checker.snapshot().running
    refused = set()
    (result,) = checker.check()
    assert result.outcome is Outcome.PASS


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_owner_that_dies_is_no_silent_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    died: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    checker = ThreadedChecker([Scripted("a", HANG)], on_event=EventLog())

    def die(now: float) -> None:
        raise MemoryError("in the owner")

    with checker._lock:
        engine = checker._state.engine
    with monkeypatch.context() as patch:
        patch.setattr(engine, "advance", die)
        with pytest.raises(CheckerError, match="the owner of the checks died"):
            checker.check()
        wait_until(lambda: died)
    assert died[0].exc_type is MemoryError
    assert checker.stop().ended
    checker.remove("a")
    checker.add(Scripted("b"))
    assert [result.outcome for result in checker.check()] == [Outcome.PASS]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this machine has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_the_child_of_a_fork_has_no_run_but_can_begin_one() -> None:
    item, log = Scripted("a"), EventLog()
    checker = ThreadedChecker([item], on_event=log, clock=ManualClock())
    checker.run()
    wait_until(lambda: item.ended == 1)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            seen_running = checker.snapshot().running
            checker.run()
            wait_until(lambda: item.ended == 2)
            code = 2 if seen_running or not checker.stop().ended else 0
        finally:
            os._exit(code)
    assert os.waitpid(pid, 0)[1] == 0
    checker.stop()


def test_a_thousand_items_from_eight_threads_while_checks_run() -> None:
    clock = ManualClock()
    items = [Scripted(str(number)) for number in range(1000)]
    with ThreadedChecker(clock=clock, on_event=EventLog()) as checker:
        with ThreadPoolExecutor(8) as pool:
            for adding in [pool.submit(checker.add, item) for item in items]:
                adding.result()
        assert len(checker.snapshot().items) == 1000
        clock.advance(5.0)
        wait_until(lambda: all(item.ended for item in items))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_owner_that_dies_when_it_is_over_takes_nothing_from_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    died: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    item = Scripted("a", True, HANG)
    checker = ThreadedChecker([item], on_event=EventLog())

    dismiss = ThreadCrew.dismiss

    def run_and_die(crew: ThreadCrew) -> None:
        dismiss(crew)
        monkeypatch.undo()
        monkeypatch.setattr(threading, "excepthook", died.append)
        checker.run()  # the engine was given back, and has a new owner from here on
        wait_until(lambda: item.started == 2)
        raise MemoryError("in the old owner")

    monkeypatch.setattr(ThreadCrew, "dismiss", run_and_die)
    threading.Thread(target=checker.check, daemon=True).start()
    wait_until(lambda: died)
    assert died[0].exc_type is MemoryError
    assert checker.snapshot().running
    assert checker.snapshot().in_flight == 1
    item.release()
    checker.stop()
