"""What both checkers share: looking, pacing, and driving the engine while there is no owner."""

import gc
import threading
import weakref

import pytest

from checker_lab import Context, ThreadedChecker
from checker_lab.core.mail import AddItem, CheckNow, Mail, Pace, Stop
from checker_lab.core.registry import Entry
from checker_lab.testing import EventLog, ManualClock, Scripted, wait_until


def test_running_needs_no_snapshot() -> None:
    checker = ThreadedChecker(on_event=EventLog(), clock=ManualClock())
    seen = [checker.running]
    checker.run()
    seen.append(checker.running)
    checker.stop()
    assert [*seen, checker.running] == [False, True, False]


def test_a_look_waits_for_the_lock() -> None:
    """repr() read the owner twice without it, and fell over one that ended in between."""
    checker = ThreadedChecker(on_event=EventLog())
    looks = [
        lambda: repr(checker),
        lambda: str(checker),
        lambda: checker.interval,
        lambda: checker.timeout,
        lambda: checker.running,
        checker.snapshot,
    ]
    threads = [threading.Thread(target=look) for look in looks]
    with checker._lock:
        for thread in threads:
            thread.start()
        assert all(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()


def test_a_context_that_is_done_too_late_does_not_end_the_next_run() -> None:
    context = Context.background().with_cancel()
    checker = ThreadedChecker(on_event=EventLog(), clock=ManualClock())
    checker.run(context)
    with checker._lock:
        first = checker._owner_now()
    checker.stop()
    checker.run()
    assert first is not None
    checker._post_stop(first, 0.0)
    context.cancel()
    assert checker.running
    checker.stop()


def test_mail_of_callers_survives_a_fork_and_that_of_the_run_does_not() -> None:
    checker = ThreadedChecker(on_event=EventLog())
    kept: list[Mail] = [AddItem(Entry("a", None)), Pace(2.0, None)]
    dropped: list[Mail] = [Stop(0.0), CheckNow(None)]
    for mail in kept + dropped:
        checker._mailbox.send(mail)
    checker._renew_mailbox()
    assert checker._mailbox.drain() == kept


def test_an_interval_is_checked_before_it_is_set() -> None:
    checker = ThreadedChecker(interval=3.0, timeout=2.0)
    with pytest.raises(ValueError, match="interval"):
        checker.interval = 0
    with pytest.raises(ValueError, match="timeout"):
        checker.timeout = -1
    assert (checker.interval, checker.timeout) == (3.0, 2.0)
    checker.timeout = None
    assert checker.timeout is None


def test_a_checker_that_is_dropped_is_collected() -> None:
    checker = ThreadedChecker([Scripted("a")], on_event=EventLog())
    checker.check()
    left = weakref.ref(checker)
    del checker
    wait_until(lambda: gc.collect() >= 0 and left() is None)
