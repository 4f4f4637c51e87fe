"""Listeners: their order, their errors, and how they come and go."""

from typing import Any

import pytest

from checker_lab import Event, PassesMissed, Stopped, StopReport, print_event
from checker_lab.core.listeners import Listeners

EVENTS: list[Event] = [PassesMissed(1), Stopped(StopReport(True))]


def fail(event: object) -> None:
    raise ValueError("я")


def test_on_event_comes_first_and_each_event_goes_to_all() -> None:
    heard: list[tuple[str, Any]] = []
    listeners = Listeners(lambda event: heard.append(("on_event", event)), "en")
    unsubscribe = listeners.add(lambda event: heard.append(("other", event)))
    listeners.notify(EVENTS)
    assert heard == [(name, event) for event in EVENTS for name in ("on_event", "other")]
    unsubscribe()
    unsubscribe()
    heard.clear()
    listeners.notify(EVENTS)
    assert [name for name, _ in heard] == ["on_event"] * 2


def test_the_first_error_of_each_is_reported_until_it_is_forgiven(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listeners = Listeners(fail, "en")
    listeners.add(fail)
    listeners.notify(EVENTS)
    reported = capsys.readouterr().err.splitlines()
    assert reported == [
        "on_event raised an error, the checks continue: ValueError: я",
        "a listener raised an error, the checks continue: ValueError: я",
    ]
    listeners.forgive()
    listeners.notify(EVENTS)
    assert capsys.readouterr().err.splitlines() == reported


def test_an_error_with_no_stderr_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    Listeners(fail, "en").notify(EVENTS)


def test_a_ctrl_c_in_the_main_thread_is_no_error_of_a_listener() -> None:
    def interrupted(event: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Listeners(interrupted, "en").notify(EVENTS)


def test_events_of_checks_that_passed_are_wanted_unless_all_decline() -> None:
    class Declines:
        wants_passes = False

        def __call__(self, event: object) -> None: ...

    listeners = Listeners(print_event, "en")
    listeners.add(Declines())
    assert not listeners.want_all
    listeners.add(lambda event: None)
    assert listeners.want_all
