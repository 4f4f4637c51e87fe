"""The painter: one thread, one mailbox, at most ten paints a second."""

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from checker_lab.testing import wait_until
from checker_lab.widgets.painter import PERIOD, Painter


class Canvas:
    """Records when and by which thread it was painted, and how much news each paint found."""

    def __init__(self) -> None:
        self.news: list[int] = []
        self.paints: list[int] = []
        self.moments: list[float] = []
        self.threads: set[threading.Thread] = set()
        self.errors: list[Exception] = []
        self.painter = self.new_painter()

    def new_painter(self, after: Painter | None = None) -> Painter:
        return Painter(self.paint, self.errors.append, after)

    def add_news(self, news: int) -> None:
        self.news.append(news)
        self.painter.wake()

    def paint(self) -> None:
        self.moments.append(time.monotonic())
        self.paints.append(len(self.news))
        self.threads.add(threading.current_thread())


def test_it_paints_the_last_news_before_it_ends() -> None:
    for _ in range(20):
        canvas = Canvas()
        canvas.painter.start()
        for number in range(500):
            canvas.add_news(number)
        canvas.painter.close()
        assert canvas.paints[-1] == 500
        assert len(canvas.threads) == 1


def test_one_message_wakes_it_for_ten_thousand_news() -> None:
    canvas = Canvas()
    for number in range(10_000):
        canvas.add_news(number)
    assert len(canvas.painter._mailbox) == 1
    canvas.painter.start()
    canvas.painter.close()
    assert canvas.paints[-1] == 10_000


def test_no_wake_up_from_many_threads_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker_lab.widgets.painter.PERIOD", 0.0)
    monkeypatch.setattr("checker_lab.widgets.painter.IDLE", 3600.0)
    canvas = Canvas()
    canvas.painter.start()

    def send() -> None:
        for number in range(300):
            canvas.add_news(number)
            # Nothing else wakes the painter: a lost wake-up would leave this unpainted.
            seen = len(canvas.news)
            wait_until(lambda: canvas.paints and canvas.paints[-1] >= seen)  # noqa: B023

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    canvas.painter.close()
    assert len(canvas.news) == 900
    assert canvas.paints[-1] == 900


def test_a_storm_of_news_is_ten_paints_a_second() -> None:
    canvas = Canvas()
    canvas.painter.start()

    def has_painted_often() -> bool:
        canvas.add_news(1)
        return len(canvas.paints) >= 6

    wait_until(has_painted_often)
    canvas.painter.close()
    gaps = [later - sooner for sooner, later in pairwise(canvas.moments)]
    assert min(gaps) >= PERIOD * 0.99


def test_it_paints_now_and_then_without_a_message() -> None:
    canvas = Canvas()
    canvas.painter.start()
    wait_until(lambda: len(canvas.paints) >= 2)
    canvas.painter.close()
    assert not canvas.news


def test_it_makes_the_calls_in_order_before_the_paint() -> None:
    canvas = Canvas()
    done: list[tuple[str, int]] = []
    calls: list[Callable[[], None]] = [
        lambda: done.append(("one", len(canvas.paints))),
        lambda: done.append(("two", len(canvas.paints))),
    ]
    for call in calls:
        canvas.painter.call_soon(call)
    canvas.painter.start()
    canvas.painter.close()
    assert [name for name, _ in done] == ["one", "two"]
    assert max(paints for _, paints in done) < len(canvas.paints)


def test_close_ends_the_thread_and_drops_later_messages() -> None:
    canvas = Canvas()
    canvas.painter.start()
    canvas.painter.close()
    (thread,) = canvas.threads
    assert not thread.is_alive()
    paints = len(canvas.paints)
    canvas.add_news(1)
    canvas.painter.call_soon(canvas.paints.clear)
    canvas.painter.close()
    assert len(canvas.paints) == paints > 0
    assert not len(canvas.painter._mailbox)


def test_dismiss_does_not_wait_for_the_calls_that_remain() -> None:
    canvas = Canvas()
    may_go_on = threading.Event()
    done: list[bool] = []
    canvas.painter.call_soon(lambda: done.append(may_go_on.wait(10)))
    canvas.painter.start()
    canvas.painter.dismiss()
    assert not done
    may_go_on.set()
    canvas.painter.close()
    assert done == [True]


def test_the_next_painter_starts_when_the_previous_one_has_ended() -> None:
    canvas = Canvas()
    order: list[str] = []

    def linger() -> None:
        with pytest.raises(TimeoutError):
            wait_until(lambda: len(canvas.threads) > 1, within=0.2)
        order.append("first")

    canvas.painter.call_soon(linger)
    canvas.painter.start()
    canvas.painter.dismiss()
    following = canvas.new_painter(canvas.painter)
    following.call_soon(lambda: order.append("second"))
    following.start()
    following.close()
    assert order == ["first", "second"]
    assert len(canvas.threads) == 2
    assert following._after is None, "else every painter would keep its predecessor alive"


def test_a_call_may_close_it() -> None:
    canvas = Canvas()
    canvas.painter.call_soon(canvas.painter.close)
    canvas.painter.start()
    canvas.painter.close()
    assert canvas.paints


def test_it_shows_an_error_and_raises_it(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    canvas = Canvas()
    error = ValueError("no paint left")

    def fail() -> None:
        raise error

    canvas.painter.call_soon(fail)
    canvas.painter.start()
    wait_until(lambda: raised)
    canvas.add_news(1)
    canvas.painter.close()
    assert canvas.errors == [error]
    assert raised[0].exc_value is error
