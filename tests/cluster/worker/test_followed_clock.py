"""The clock of the client on a worker."""

import threading
from concurrent.futures import ThreadPoolExecutor

from checker_lab.cluster.worker.followed_clock import FAR, FollowedClock
from checker_lab.testing import wait_until
from checker_lab.threads.mailbox import ThreadMailbox


def test_it_stands_at_the_last_time_that_was_sent() -> None:
    clock = FollowedClock(lambda: None)
    clock.set(3.0, 0)
    clock.set(2.0, 0)  # messages may overtake each other
    assert (clock.now(), clock.latest, clock.question) == (3.0, 3.0, 0)


def test_timers_fire_when_the_client_says_so() -> None:
    clock, fired = FollowedClock(lambda: None), threading.Event()
    clock.call_at(5.0, fired.set)
    clock.call_at(2 * FAR, fired.set)
    assert clock.wake_at == 5.0
    clock.set(5.0, 0)
    assert fired.is_set()
    assert clock.wake_at is None


def test_an_exact_clock_asks_and_waits_for_the_answer() -> None:
    asked = threading.Event()
    clock = FollowedClock(asked.set)
    clock.is_exact = True
    with ThreadPoolExecutor(1) as pool:
        now = pool.submit(clock.now)
        assert asked.wait(10.0)
        wait_until(lambda: clock.question == 1)
        clock.set(7.0, 0)  # which is no answer
        assert not now.done()
        clock.set(8.0, 1)
        assert now.result(10.0) == 8.0
    assert (clock.question, clock.latest) == (0, 8.0)


def test_waiting_for_a_deadline_asks_nothing() -> None:
    clock = FollowedClock(lambda: None)
    clock.is_exact = True
    mailbox: ThreadMailbox[str] = ThreadMailbox(clock=clock.unasking)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(mailbox.wait, 5.0)
        wait_until(lambda: clock.wake_at == 5.0)
        clock.set(5.0, 0)
        waiting.result(10.0)
    assert clock.question == 0
