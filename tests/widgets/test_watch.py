"""The watch: one story for all who show a checker, and no longer than somebody does."""

import gc
import threading
import weakref
from collections.abc import Callable

from checker_lab.core.events import PassesMissed
from checker_lab.testing import EventLog, Scripted, wait_until
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view.picture import Page
from checker_lab.widgets.watch import _watches, watch


def quiet(*items: Scripted) -> ThreadedChecker:
    return ThreadedChecker(items, interval=3600, on_event=EventLog())


def listeners(checker: ThreadedChecker) -> int:
    """How many listen besides `on_event`."""
    return len(checker._listeners._all) - 1


def nothing() -> None:
    pass


def test_all_who_show_a_checker_share_one_watch() -> None:
    checker, other = quiet(), quiet()
    first, second, third = watch(checker), watch(checker), watch(other)
    assert first is second
    assert first is not third
    assert listeners(checker) == 1
    for each in (first, second, third):
        each.leave()


def test_it_ends_with_the_last_who_leaves_and_a_new_one_may_begin() -> None:
    checker = quiet(Scripted("a"))
    first = watch(checker)
    watch(checker)
    first.leave()
    assert listeners(checker) == 1
    first.leave()
    assert listeners(checker) == 0
    assert id(checker) not in _watches
    again = watch(checker)
    assert again is not first
    again.leave()


def test_the_checker_can_be_collected_when_all_have_left() -> None:
    checker = quiet(Scripted("a"))
    checker.check()
    watched = watch(checker)
    watched.tell(nothing)
    watched.picture(Page())
    watched.leave()
    there = weakref.ref(checker)
    del checker, watched
    gc.collect()
    assert there() is None


def test_each_event_wakes_all_who_want_it_after_the_story_has_it() -> None:
    checker = quiet(Scripted("a", "fail"))
    watched = watch(checker)
    heard: list[int] = []

    def look() -> None:
        heard.append(watched.picture(Page()).heard)

    watched.tell(look)
    checker.check()
    watched.spare(look)
    lines = len(heard)
    assert heard[-1] == watched.picture(Page()).heard > 0
    checker.check()
    assert len(heard) == lines
    watched.leave()


def test_who_is_not_woken_misses_nothing() -> None:
    checker = quiet(Scripted("a", "fail"))
    watched = watch(checker)
    watched.tell(nothing)
    watched.spare(nothing)
    checker.check()
    assert any("a: не работает" in line for line in watched.picture(Page()).log)
    watched.leave()


def test_one_of_two_equal_ones_may_leave() -> None:
    class Owner:
        def __init__(self) -> None:
            self.woken = 0

        def wake(self) -> None:
            self.woken += 1

    owners = Owner(), Owner()
    watched = watch(quiet())
    for owner in owners:
        watched.tell(owner.wake)
    watched.spare(owners[0].wake)  # another bound method, and equal to the first
    watched._hear(PassesMissed(1))
    assert [owner.woken for owner in owners] == [0, 1]
    watched.leave()


def test_the_checks_do_not_wait_for_who_looks() -> None:
    checker = quiet(Scripted("a"))
    watched = watch(checker)
    watched.tell(nothing)
    with watched._story._lock:  # as while a picture is made
        check = threading.Thread(target=checker.check)
        check.start()
        wait_until(lambda: not check.is_alive())
    watched.leave()


def test_joining_and_leaving_from_many_threads_leaves_nothing() -> None:
    checker = quiet()
    start = threading.Barrier(4)

    def come_and_go(wake: Callable[[], None]) -> None:
        start.wait()
        for _ in range(200):
            watched = watch(checker)
            watched.tell(wake)
            watched._hear(PassesMissed(1))
            watched.spare(wake)
            watched.leave()

    visitors = [threading.Thread(target=come_and_go, args=(lambda: None,)) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert listeners(checker) == 0
    assert id(checker) not in _watches
