"""The owner thread: it can be waited for, and it answers however it ends."""

import threading
from contextlib import suppress
from typing import Any

import pytest

from checker_lab import CheckerError, ThreadedChecker
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from checker_lab.threads.owner import ThreadOwner


def owner_of(checker: ThreadedChecker) -> ThreadOwner:
    with checker._lock:
        owner = checker._owner_now()
    assert owner is not None
    return owner


def test_it_can_be_waited_for() -> None:
    checker = ThreadedChecker(on_event=EventLog(), clock=ManualClock())
    checker.run()
    owner = owner_of(checker)
    assert not owner.wait(0.01)
    assert (owner.is_alive, owner.is_current) == (True, False)
    checker.stop()
    assert owner.wait()
    assert not owner.is_alive


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("place", ["_decide", "_carry_out", "_end_run"])
def test_each_caller_gets_an_answer_wherever_it_dies(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    died: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    checker = ThreadedChecker([Scripted("a")], on_event=EventLog())
    real = getattr(ThreadOwner, place)

    def die(owner: ThreadOwner, *args: Any) -> Any:
        real(owner, *args)
        if place == "_end_run" or owner._replies or place == "_decide":
            raise MemoryError(place)
        return None

    monkeypatch.setattr(ThreadOwner, place, die)
    with suppress(CheckerError):  # which is an answer too
        assert [result.item_id for result in checker.check()] == ["a"]
    monkeypatch.setattr(ThreadOwner, place, real)
    assert [result.item_id for result in checker.check()] == ["a"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_its_workers_end_when_it_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    item = Scripted("a", HANG)
    checker = ThreadedChecker([item, Scripted("b")], on_event=EventLog(), clock=ManualClock())
    checker.run()
    wait_until(lambda: item.started)
    owner = owner_of(checker)

    def die(engine: object) -> None:
        raise MemoryError

    monkeypatch.setattr(owner, "_catch_up", die)
    checker.interval = 7.0
    assert owner.wait()
    item.release()
    wait_until(lambda: not any("checker_lab" in each.name for each in threading.enumerate()))
