"""A slow listener in a thread of its own: nothing waits for it, and nothing is lost unseen."""

import threading
from functools import partial

import pytest

from checker_lab import BufferedListener, ThreadedChecker
from checker_lab.core.events import Event, PassEnded, PassStarted
from checker_lab.core.lines import print_event
from checker_lab.testing import ManualClock, Scripted, wait_until

PATIENCE = 10.0
"""Seconds that a busy machine may need."""


class Gate:
    """A listener that waits at each event until it is opened."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.opened = threading.Event()
        self.calls = 0

    def __call__(self, event: Event) -> None:
        self.calls += 1
        self.opened.wait()
        self.heard.append(event)


def was_checked(checker: ThreadedChecker, times: int) -> bool:
    return checker.snapshot().items["a"].checks == times


def events(count: int) -> list[Event]:
    return [PassEnded(number, 1, 0, 0.0) for number in range(count)]


def test_passes_go_on_while_the_listener_hangs_and_it_gets_all_events_in_order() -> None:
    gate, clock = Gate(), ManualClock()
    buffered = BufferedListener(gate)
    checker = ThreadedChecker([Scripted("a")], interval=1, clock=clock, on_event=buffered)
    checker.run()
    for number in range(1, 4):
        wait_until(partial(was_checked, checker, number))
        clock.advance(1)
    assert checker.stop(timeout=PATIENCE).ended
    assert gate.heard == []
    gate.opened.set()
    assert buffered.wait(PATIENCE)
    started = [event.pass_number for event in gate.heard if isinstance(event, PassStarted)]
    assert started == sorted(started)
    assert started[:3] == [1, 2, 3]
    assert buffered.dropped == 0


def test_what_does_not_fit_is_dropped_and_counted() -> None:
    gate = Gate()
    buffered = BufferedListener(gate, limit=2)
    first, *others = events(10)
    buffered(first)
    wait_until(lambda: gate.calls == 1)
    for event in others:
        buffered(event)
    gate.opened.set()
    assert buffered.wait(PATIENCE)
    assert gate.heard == events(3)
    assert buffered.dropped == 7


def test_the_thread_lives_only_while_events_wait() -> None:
    heard: list[Event] = []
    buffered = BufferedListener(heard.append)
    before = threading.active_count()
    for event in events(3):
        buffered(event)
        assert buffered.wait(PATIENCE)
        wait_until(lambda: threading.active_count() == before)
    assert heard == events(3)


def test_an_error_is_reported_and_the_next_event_comes(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[Event] = []

    def fail_first(event: Event) -> None:
        heard.append(event)
        if len(heard) == 1:
            raise SystemExit("no network")

    buffered = BufferedListener(fail_first)
    for event in events(2):
        buffered(event)
    assert buffered.wait(PATIENCE)
    assert heard == events(2)
    assert "SystemExit: no network" in capsys.readouterr().err


def test_a_wait_ends_in_time() -> None:
    gate = Gate()
    buffered = BufferedListener(gate)
    assert buffered.wait(0)
    buffered(events(1)[0])
    assert not buffered.wait(0.01)
    gate.opened.set()
    assert buffered.wait()


def test_it_asks_for_what_its_listener_wants() -> None:
    assert BufferedListener(Gate()).wants_passes
    assert not BufferedListener(print_event).wants_passes


def test_bad_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="a listener"):
        BufferedListener(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="limit must be 1 or more, not 0"):
        BufferedListener(print, limit=0)
    with pytest.raises(ValueError, match="timeout must be a finite number of seconds"):
        BufferedListener(print).wait(-1)
