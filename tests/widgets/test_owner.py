"""The owner of a view: one thread, one mailbox, ten paints a second at most."""

import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from checker_lab.model import Event, PassesMissed
from checker_lab.testing import wait_until
from checker_lab.widgets.owner import PERIOD, ViewOwner


class Canvas:
    """Keeps what was painted, when, and by which thread."""

    def __init__(self) -> None:
        self.paints: list[list[Event]] = []
        self.moments: list[float] = []
        self.threads: set[threading.Thread] = set()
        self.troubles: list[Exception] = []
        self.owner = ViewOwner(self.paint, self.troubles.append)

    def paint(self, events: Sequence[Event]) -> None:
        self.moments.append(time.monotonic())
        self.paints.append(list(events))
        self.threads.add(threading.current_thread())

    @property
    def events(self) -> list[Event]:
        return [event for paint in self.paints for event in paint]


def test_every_event_is_painted_once_in_its_order_and_the_last_before_the_end() -> None:
    canvas = Canvas()
    canvas.owner.start()
    told: list[Event] = [PassesMissed(number) for number in range(5000)]
    for event in told:
        canvas.owner.tell(event)
    canvas.owner.close()
    assert canvas.events == told
    assert len(canvas.threads) == 1


def test_a_storm_of_events_is_ten_paints_a_second() -> None:
    canvas = Canvas()
    canvas.owner.start()
    storm = iter(range(1_000_000))

    def has_painted_often() -> bool:
        canvas.owner.tell(PassesMissed(next(storm)))
        return len(canvas.paints) >= 6

    wait_until(has_painted_often)
    canvas.owner.close()
    gaps = [later - sooner for sooner, later in pairwise(canvas.moments)]
    assert min(gaps) >= PERIOD * 0.99


def test_it_looks_again_though_nothing_was_told() -> None:
    canvas = Canvas()
    canvas.owner.start()
    wait_until(lambda: len(canvas.paints) >= 2)
    canvas.owner.close()
    assert not canvas.events


def test_what_is_asked_for_is_done_in_order_before_the_paint() -> None:
    canvas = Canvas()
    done: list[tuple[str, int]] = []
    acts: list[Callable[[], None]] = [
        lambda: done.append(("one", len(canvas.paints))),
        lambda: done.append(("two", len(canvas.paints))),
    ]
    for act in acts:
        canvas.owner.ask(act)
    canvas.owner.start()
    canvas.owner.close()
    assert [name for name, _ in done] == ["one", "two"]
    assert max(paints for _, paints in done) < len(canvas.paints)


def test_closing_ends_the_thread_and_later_mail_is_dropped() -> None:
    canvas = Canvas()
    canvas.owner.start()
    canvas.owner.close()
    (thread,) = canvas.threads
    assert not thread.is_alive()
    canvas.owner.tell(PassesMissed(1))
    canvas.owner.ask(canvas.paints.clear)
    canvas.owner.close()
    assert not canvas.events
    assert canvas.paints


def test_it_may_be_closed_by_what_it_does() -> None:
    canvas = Canvas()
    canvas.owner.ask(canvas.owner.close)
    canvas.owner.start()
    canvas.owner.close()
    assert canvas.paints


def test_trouble_is_shown_and_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    canvas = Canvas()
    error = ValueError("no paint left")

    def fail() -> None:
        raise error

    canvas.owner.ask(fail)
    canvas.owner.start()
    wait_until(lambda: raised)
    canvas.owner.tell(PassesMissed(1))
    canvas.owner.close()
    assert canvas.troubles == [error]
    assert raised[0].exc_value is error
