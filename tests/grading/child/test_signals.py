"""Errors of signal handlers do not reach the main thread."""

import signal
from collections.abc import Iterator

import pytest

from checker_lab.grading.child.signals import handler_errors, keep_errors_of_handlers

SIGNALS = (signal.SIGINT, signal.SIGALRM)


@pytest.fixture(autouse=True)
def _undone() -> Iterator[None]:
    real = signal.signal
    before = {number: signal.getsignal(number) for number in SIGNALS}
    keep_errors_of_handlers()
    yield
    signal.signal = real
    for number, handler in before.items():
        signal.signal(number, handler)


def test_an_interrupt_is_kept() -> None:
    signal.raise_signal(signal.SIGINT)
    assert isinstance(handler_errors()[-1], KeyboardInterrupt)


def test_what_a_handler_raises_is_kept() -> None:
    def handler(*_: object) -> None:
        raise TimeoutError("late")

    signal.signal(signal.SIGALRM, handler)
    signal.raise_signal(signal.SIGALRM)
    assert str(handler_errors()[-1]) == "late"


def test_other_handlers_are_as_they_were() -> None:
    before = len(handler_errors())
    seen = []
    signal.signal(signal.SIGALRM, lambda number, _: seen.append(number))
    signal.raise_signal(signal.SIGALRM)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.raise_signal(signal.SIGALRM)
    assert seen == [signal.SIGALRM]
    assert len(handler_errors()) == before
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_IGN
