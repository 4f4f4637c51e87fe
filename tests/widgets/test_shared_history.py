"""The shared history: one per checker, for as long as the checker has a view."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest

from checker_lab.core.events import PassesMissed
from checker_lab.testing import EventLog, Scripted, wait_until
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view import Page
from checker_lab.widgets.painter import nothing
from checker_lab.widgets.shared_history import SharedHistory, _histories, join_history
from tests.widgets.clicks import listeners


def quiet(*items: Scripted) -> ThreadedChecker:
    return ThreadedChecker(items, interval=3600, on_event=EventLog())


@pytest.fixture
def checker() -> ThreadedChecker:
    return quiet(Scripted("a", "fail"))


@pytest.fixture
def shared(checker: ThreadedChecker) -> Iterator[SharedHistory]:
    joined = join_history(checker)
    yield joined
    joined.leave()


def test_all_views_of_a_checker_share_one_history() -> None:
    checker, other = quiet(), quiet()
    first, second, third = join_history(checker), join_history(checker), join_history(other)
    assert first is second
    assert first is not third
    assert listeners(checker) == 1
    for each in (first, second, third):
        each.leave()


def test_it_ends_with_its_last_view_and_a_new_one_may_start(checker: ThreadedChecker) -> None:
    first = join_history(checker)
    join_history(checker)
    first.leave()
    assert listeners(checker) == 1
    first.leave()
    assert listeners(checker) == 0
    assert id(checker) not in _histories
    again = join_history(checker)
    assert again is not first
    again.leave()


def test_the_checker_can_be_collected_after_the_last_view_has_left() -> None:
    checker = quiet(Scripted("a"))
    checker.check()
    shared = join_history(checker)
    shared.add_wake(nothing)
    shared.state(Page())
    shared.leave()
    reference = weakref.ref(checker)
    del checker, shared
    gc.collect()
    assert reference() is None


def test_an_event_wakes_every_painter_after_it_is_in_the_history(
    checker: ThreadedChecker, shared: SharedHistory
) -> None:
    totals: list[int] = []

    def look() -> None:
        totals.append(shared.state(Page()).log_total)

    shared.add_wake(look)
    checker.check()
    shared.remove_wake(look)
    looks = len(totals)
    assert totals[-1] == shared.state(Page()).log_total > 0
    checker.check()
    assert len(totals) == looks


def test_a_view_without_a_painter_misses_no_event(
    checker: ThreadedChecker, shared: SharedHistory
) -> None:
    shared.add_wake(nothing)
    shared.remove_wake(nothing)
    checker.check()
    assert any("a: not working" in line for line in shared.state(Page()).log)


def test_removing_a_wake_keeps_that_of_another_painter(shared: SharedHistory) -> None:
    class CountingPainter:
        def __init__(self) -> None:
            self.woken = 0

        def wake(self) -> None:
            self.woken += 1

    painters = CountingPainter(), CountingPainter()
    for painter in painters:
        shared.add_wake(painter.wake)
    shared.remove_wake(painters[0].wake)  # another bound method, equal to the first
    shared._hear(PassesMissed(1))
    assert [painter.woken for painter in painters] == [0, 1]


def test_the_checks_do_not_wait_while_a_state_is_computed(
    checker: ThreadedChecker, shared: SharedHistory
) -> None:
    shared.add_wake(nothing)
    with shared._history._lock:
        check = threading.Thread(target=checker.check)
        check.start()
        wait_until(lambda: not check.is_alive())


def test_joining_and_leaving_from_many_threads_leaves_nothing_behind() -> None:
    checker = quiet()
    start = threading.Barrier(4)

    def come_and_go(wake: Callable[[], None]) -> None:
        start.wait()
        for _ in range(200):
            shared = join_history(checker)
            shared.add_wake(wake)
            shared._hear(PassesMissed(1))
            shared.remove_wake(wake)
            shared.leave()

    visitors = [threading.Thread(target=come_and_go, args=(lambda: None,)) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert listeners(checker) == 0
    assert id(checker) not in _histories
