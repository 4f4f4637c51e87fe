"""The mailbox of the owner thread."""

import threading
from collections.abc import Callable

from checker_lab.testing import ManualClock, wait_until
from checker_lab.threads.mailbox import ThreadMailbox


def test_a_wait_leaves_the_mail_where_it_is() -> None:
    mailbox: ThreadMailbox[str] = ThreadMailbox(clock=ManualClock())
    mailbox.send("a")
    mailbox.wait(None)
    assert mailbox.drain() == ["a"]


def test_a_wait_ends_with_mail_or_at_the_deadline() -> None:
    clock = ManualClock()
    mailbox: ThreadMailbox[str] = ThreadMailbox(clock=clock)
    wakes: list[Callable[[], None]] = [lambda: mailbox.send("a"), lambda: clock.advance(5.0)]
    for wake in wakes:
        waiter = threading.Thread(target=mailbox.wait, args=(5.0,))
        waiter.start()
        wait_until(lambda: clock.alarms == (5.0,))
        wake()
        waiter.join()
        mailbox.drain()
    mailbox.wait(5.0)


def test_the_child_of_a_fork_can_use_it() -> None:
    mailbox: ThreadMailbox[str] = ThreadMailbox()
    mailbox._lock.acquire()
    mailbox.renew_locks()
    mailbox.send("a")
    assert mailbox.drain() == ["a"]
