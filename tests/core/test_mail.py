"""The messages, and what both mailboxes promise."""

from typing import get_args

from checker_lab.core.engine import Engine
from checker_lab.core.mail import Mail, Mailbox, Pace
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.testing import ManualClock
from checker_lab.threads.mailbox import ThreadMailbox


def test_the_engine_handles_every_kind_of_mail() -> None:
    assert set(Engine()._handlers) == set(get_args(Mail))


def test_mail_is_read_in_order_and_once() -> None:
    mailboxes: list[Mailbox] = [ThreadMailbox(clock=ManualClock()), AsyncMailbox(ManualClock())]
    for mailbox in mailboxes:
        first, second = Pace(1.0, None), Pace(2.0, None)
        mailbox.send(first)
        mailbox.send(second)
        assert len(mailbox) == 2
        mailbox.renew_locks()
        assert mailbox.drain() == [first, second]
        assert mailbox.drain() == []
