"""The owner of a view: one thread, one mailbox, ten paints a second at most."""

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from checker_lab.testing import wait_until
from checker_lab.widgets.painter import PERIOD, ViewOwner


class Canvas:
    """Keeps when it was painted and by which thread, and what news each paint has found."""

    def __init__(self) -> None:
        self.news: list[int] = []
        self.paints: list[int] = []
        self.moments: list[float] = []
        self.threads: set[threading.Thread] = set()
        self.troubles: list[Exception] = []
        self.owner = self.hire()

    def hire(self, after: ViewOwner | None = None) -> ViewOwner:
        return ViewOwner(self.paint, self.troubles.append, after)

    def tell(self, news: int) -> None:
        self.news.append(news)
        self.owner.wake()

    def paint(self) -> None:
        self.moments.append(time.monotonic())
        self.paints.append(len(self.news))
        self.threads.add(threading.current_thread())


def test_the_last_news_are_painted_before_the_end() -> None:
    for _ in range(20):
        canvas = Canvas()
        canvas.owner.start()
        for number in range(500):
            canvas.tell(number)
        canvas.owner.close()
        assert canvas.paints[-1] == 500
        assert len(canvas.threads) == 1


def test_of_ten_thousand_news_one_wakes_it() -> None:
    canvas = Canvas()
    for number in range(10_000):
        canvas.tell(number)
    assert len(canvas.owner._mailbox) == 1
    canvas.owner.start()
    canvas.owner.close()
    assert canvas.paints[-1] == 10_000


def test_news_from_many_threads_are_never_slept_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker_lab.widgets.painter.PERIOD", 0.0)
    monkeypatch.setattr("checker_lab.widgets.painter.IDLE", 3600.0)
    canvas = Canvas()
    canvas.owner.start()

    def tell() -> None:
        for number in range(300):
            canvas.tell(number)
            # With nothing more to come, only a wake that was lost could leave it unpainted.
            seen = len(canvas.news)
            wait_until(lambda: canvas.paints and canvas.paints[-1] >= seen)  # noqa: B023

    tellers = [threading.Thread(target=tell) for _ in range(3)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    canvas.owner.close()
    assert len(canvas.news) == 900
    assert canvas.paints[-1] == 900


def test_a_storm_of_news_is_ten_paints_a_second() -> None:
    canvas = Canvas()
    canvas.owner.start()

    def has_painted_often() -> bool:
        canvas.tell(1)
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
    assert not canvas.news


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
    paints = len(canvas.paints)
    canvas.tell(1)
    canvas.owner.ask(canvas.paints.clear)
    canvas.owner.close()
    assert len(canvas.paints) == paints > 0
    assert not len(canvas.owner._mailbox)


def test_who_is_dismissed_does_what_was_asked_for_and_is_not_waited_for() -> None:
    canvas = Canvas()
    may_go_on = threading.Event()
    done: list[bool] = []
    canvas.owner.ask(lambda: done.append(may_go_on.wait(10)))
    canvas.owner.start()
    canvas.owner.dismiss()
    assert not done
    may_go_on.set()
    canvas.owner.close()
    assert done == [True]


def test_the_next_owner_begins_when_the_last_has_ended() -> None:
    canvas = Canvas()
    order: list[str] = []

    def linger() -> None:
        with pytest.raises(TimeoutError):
            wait_until(lambda: len(canvas.threads) > 1, within=0.2)
        order.append("first")

    canvas.owner.ask(linger)
    canvas.owner.start()
    canvas.owner.dismiss()
    following = canvas.hire(canvas.owner)
    following.ask(lambda: order.append("second"))
    following.start()
    following.close()
    assert order == ["first", "second"]
    assert len(canvas.threads) == 2
    assert following._after is None, "or all owners there ever were would be kept"


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
    canvas.tell(1)
    canvas.owner.close()
    assert canvas.troubles == [error]
    assert raised[0].exc_value is error
