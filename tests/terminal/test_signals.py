"""The signals that request a stop."""

import signal
from collections.abc import Iterator

import pytest

from checker_lab.terminal.signals import NUMBERS, PATIENCE, ignore_signals, stop_on_signals


@pytest.fixture
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize("number", NUMBERS)
def test_each_signal_requests_a_stop_and_so_does_a_quick_second_one(number: signal.Signals) -> None:
    requests: list[None] = []
    stop_on_signals(lambda: requests.append(None), now=lambda: 7.0)
    signal.raise_signal(number)
    signal.raise_signal(number)
    assert len(requests) == 2


@pytest.mark.usefixtures("_handlers")
def test_a_late_second_signal_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, PATIENCE + 1])
    stop_on_signals(lambda: None, now=lambda: next(times))
    raised: list[int] = []
    handler = signal.getsignal(signal.SIGTERM)
    assert callable(handler)
    handler(signal.SIGTERM, None)
    monkeypatch.setattr(signal, "raise_signal", raised.append)
    handler(signal.SIGTERM, None)
    assert raised == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.usefixtures("_handlers")
def test_ignored_signals_change_nothing() -> None:
    ignore_signals()
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
