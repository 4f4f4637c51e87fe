"""The mailbox of a watch: events, and the request to stop."""

import threading

from checker_lab import Outcome
from checker_lab.terminal.mailbox import TimedEvent, WatchMailbox
from tests.terminal.made import NOON, ended

PASS = Outcome.PASS


def test_events_come_out_in_order_with_the_time_of_day() -> None:
    mailbox = WatchMailbox(lambda: NOON)
    events = [ended(name, PASS) for name in "abc"]
    for event in events:
        mailbox.put(event)
    assert mailbox.take() == [TimedEvent(NOON, event) for event in events]
    assert mailbox.take() == []


def test_a_stop_wakes_the_reader_and_loses_nothing() -> None:
    mailbox = WatchMailbox(lambda: NOON)
    taken: list[list[TimedEvent]] = []
    reader = threading.Thread(target=lambda: taken.append(mailbox.take(600)), daemon=True)
    reader.start()
    mailbox.stop()
    reader.join(10)
    assert taken == [[]]
    assert mailbox.is_stopped
    mailbox.put(ended("a", PASS))
    mailbox.stop()
    assert len(mailbox.take()) == 1
