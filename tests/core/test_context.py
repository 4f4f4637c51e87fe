"""Context: a tree of cancellation, as in Go."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from checker_lab import Context
from checker_lab.testing import ManualClock, wait_until


def test_a_background_is_not_done() -> None:
    context = Context.background()
    assert (context.done, context.reason) == (False, None)
    assert not context.wait(timeout=0)
    assert repr(context) == "<Context not done>"


def test_cancel_gives_a_reason_and_the_first_one_stays() -> None:
    context = Context.background().with_cancel()
    context.cancel("enough")
    context.cancel("again")
    assert (context.done, context.reason, context.wait()) == (True, "enough", True)
    other = Context.background().with_cancel()
    other.cancel()
    assert other.reason == "context canceled"


def test_children_follow_their_parents_and_not_the_other_way() -> None:
    root = Context.background()
    parent = root.with_cancel()
    child, sibling = parent.with_cancel(), parent.with_timeout(1000)
    grandchild = child.with_cancel()
    child.cancel("child only")
    assert [context.done for context in (root, parent, sibling)] == [False] * 3
    assert (child.reason, grandchild.reason) == ("child only", "child only")
    parent.cancel("all")
    assert (sibling.reason, child.reason) == ("all", "child only")
    assert not root.done


def test_a_child_of_what_is_done_is_done() -> None:
    parent = Context.background().with_cancel()
    parent.cancel("over")
    assert parent.with_cancel().reason == "over"
    assert parent.with_timeout(5).wait()


def test_a_deadline_passes() -> None:
    clock = ManualClock()
    context = Context.background(clock=clock).with_timeout(3.0)
    inner = context.with_timeout(100.0)
    clock.advance(2.9)
    assert not inner.done
    clock.advance(0.1)
    assert (inner.done, inner.reason) == (True, "context deadline exceeded")
    inner.cancel("too late")
    assert inner.reason == "context deadline exceeded"


def test_a_deadline_wakes_who_waits_and_calls_who_listens() -> None:
    clock = ManualClock()
    context = Context.background(clock=clock).with_timeout(3.0).with_cancel()
    called: list[str] = []
    context.on_done(lambda: called.append("done"))
    with ThreadPoolExecutor(1) as pool:
        waited = pool.submit(context.wait)
        wait_until(lambda: context._callbacks and len(context._callbacks) == 2)
        clock.advance(3.0)
        assert waited.result()
    assert called == ["done"]
    assert clock.alarms == ()


def test_a_real_deadline_passes_without_being_asked_for() -> None:
    called = threading.Event()
    Context.background().with_timeout(0.01).on_done(called.set)
    assert called.wait(10.0)
    wait_until(lambda: "checker_lab timer" not in [t.name for t in threading.enumerate()])


def test_no_timer_is_left_when_it_is_cancelled_first() -> None:
    context = Context.background().with_timeout(1000)
    context.on_done(lambda: None)
    context.cancel()
    wait_until(lambda: "checker_lab timer" not in [t.name for t in threading.enumerate()])


def test_wait_ends_at_its_own_timeout() -> None:
    clock = ManualClock()
    context = Context.background(clock=clock)
    with ThreadPoolExecutor(1) as pool:
        waited = pool.submit(context.wait, 2.0)
        wait_until(lambda: clock.alarms == (2.0,))
        clock.advance(2.0)
        assert not waited.result()


def test_callbacks_run_once_and_can_be_taken_back() -> None:
    context = Context.background().with_cancel()
    called: list[str] = []
    context.on_done(lambda: called.append("kept"))
    forget = context.on_done(lambda: called.append("taken back"))
    forget()
    forget()
    context.cancel()
    context.cancel()
    assert called == ["kept"]
    context.on_done(lambda: called.append("immediately"))
    assert called == ["kept", "immediately"]


def test_all_callbacks_run_though_one_raises() -> None:
    context = Context.background().with_cancel()
    called: list[str] = []
    context.on_done(lambda: 1 / 0)
    context.on_done(lambda: called.append("second"))
    with pytest.raises(ExceptionGroup, match="callbacks") as caught:
        context.cancel()
    assert [type(error) for error in caught.value.exceptions] == [ZeroDivisionError]
    assert called == ["second"]
    assert context.done


def test_a_parent_that_lives_long_keeps_no_child() -> None:
    parent = Context.background().with_cancel()
    children = []
    for _ in range(100):
        child = parent.with_cancel()
        child.on_done(lambda: None)
        child.cancel()
        forget = parent.with_timeout(1000).on_done(lambda: None)
        forget()
        children += [weakref.ref(child), weakref.ref(parent.with_cancel())]
    assert parent._callbacks == {}
    del child
    gc.collect()
    assert [ref for ref in children if ref() is not None] == []


def test_a_child_with_a_subscriber_is_kept() -> None:
    parent = Context.background().with_cancel()
    called: list[str] = []
    parent.with_cancel().with_cancel().on_done(lambda: called.append("called"))
    gc.collect()
    parent.cancel()
    assert called == ["called"]


def test_cancelled_and_listened_to_from_many_threads() -> None:
    for _ in range(200):
        parent = Context.background().with_cancel()
        child = parent.with_cancel()
        called: list[int] = []
        with ThreadPoolExecutor(8) as pool:
            for number in range(4):
                pool.submit(child.on_done, partial(called.append, number))
            pool.submit(parent.cancel)
            pool.submit(child.cancel)
        assert sorted(called) == [0, 1, 2, 3]
        assert parent._callbacks == {}


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), "1", None])
def test_bad_seconds_are_refused(seconds: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"seconds must be .*not"):
        Context.background().with_timeout(seconds)
