"""call_within: the result, the error, or the timeout, and what is left behind."""

import threading
import time

import pytest

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.threads.timeouts import call_within


def test_it_returns_what_the_function_returns() -> None:
    assert call_within(5, lambda: 42) == 42


def test_it_returns_none_and_errors_as_they_are() -> None:
    error = ValueError("a value, this time")
    assert call_within(5, lambda: None) is None
    assert call_within(5, lambda: error) is error


def test_the_error_names_the_seconds() -> None:
    released = threading.Event()
    with pytest.raises(CheckTimeoutError) as caught:
        call_within(0.01, released.wait)
    assert caught.value.seconds == 0.01
    released.set()


@pytest.mark.parametrize("late_error", [None, ValueError("too late"), SystemExit(1)])
def test_what_comes_late_is_dropped_and_its_thread_ends(late_error: BaseException | None) -> None:
    released = threading.Event()

    def late() -> None:
        released.wait(60)
        if late_error is not None:
            raise late_error

    before = set(threading.enumerate())
    with pytest.raises(CheckTimeoutError):
        call_within(0.01, late)
    (left,) = set(threading.enumerate()) - before
    assert left.daemon
    released.set()
    left.join(5)
    assert not left.is_alive()


def test_concurrent_calls_do_not_wait_for_one_another() -> None:
    released = threading.Event()
    started_at = time.monotonic()

    def hang() -> None:
        with pytest.raises(CheckTimeoutError):
            call_within(0.2, released.wait)

    callers = [threading.Thread(target=hang) for _ in range(50)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert time.monotonic() - started_at < 5  # one after another they would take 10
    released.set()


def test_a_timeout_error_of_the_function_passes_through() -> None:
    error = TimeoutError("the database")

    def fail() -> None:
        raise error

    with pytest.raises(TimeoutError) as caught:
        call_within(5, fail)
    assert caught.value is error
