"""A learner's program finds what it would find in a terminal."""

import asyncio
import builtins
import signal
import sys
import threading
from collections.abc import Callable

import pytest

from checker_lab.grading.child import surroundings


@pytest.fixture(autouse=True)
def ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in (
        (builtins, "input"),
        (threading, "stack_size"),
        (signal, "signal"),
        (signal, "getsignal"),
        (signal, "set_wakeup_fd"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(sys, "argv", ["pytest", "--more"])
    surroundings.make_ordinary("solution.py")


def in_a_thread(function: Callable[[], object]) -> list[object]:
    results: list[object] = []

    def call() -> None:
        try:
            results.append(function())
        except Exception as error:
            results.append(str(error))

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    return results


def test_the_arguments_are_those_of_the_program() -> None:
    assert sys.argv == ["solution.py"]


def test_input_answers_until_it_ends(capsys: pytest.CaptureFixture[str]) -> None:
    assert int(input("seconds? ")) == 1
    assert capsys.readouterr().out == "seconds? \n"
    with pytest.raises(EOFError):
        list(iter(input, None))


def test_a_stack_size_is_remembered_and_not_used() -> None:
    assert threading.stack_size(256 << 20) == 0
    assert threading.stack_size() == 256 << 20
    with pytest.raises(ValueError, match="size not valid"):
        threading.stack_size(5)


def test_a_thread_can_handle_signals() -> None:
    def handle(*_: object) -> None: ...

    def set_it() -> bool:
        signal.signal(signal.SIGTERM, handle)
        return signal.getsignal(signal.SIGTERM) is handle

    before = signal.getsignal(signal.SIGTERM)
    assert in_a_thread(set_it) == [True]
    signal.signal(signal.SIGTERM, before)
    assert signal.getsignal(signal.SIGTERM) is before


def test_but_no_alarms() -> None:
    (error,) = in_a_thread(lambda: signal.signal(signal.SIGALRM, signal.SIG_IGN))
    assert "only works in main thread" in str(error)


def test_an_event_loop_in_a_thread_can_handle_signals() -> None:
    async def main() -> str:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, print)
        return "added"

    assert in_a_thread(lambda: asyncio.run(main())) == ["added"]
