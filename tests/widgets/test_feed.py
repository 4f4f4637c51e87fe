"""The feed: one on_event, any number of listeners."""

import threading

from checker_lab.model import Event, PassesMissed
from checker_lab.widgets.feed import KEPT, Feed


def events(*numbers: int) -> list[Event]:
    return [PassesMissed(number) for number in numbers]


def test_every_listener_hears_every_event() -> None:
    feed = Feed()
    first: list[Event] = []
    second: list[Event] = []
    feed.listen(first.append)
    feed.listen(second.append)
    for event in events(1, 2, 3):
        feed(event)
    assert first == second == events(1, 2, 3)


def test_a_late_listener_hears_the_latest_events_first() -> None:
    feed = Feed()
    for event in events(*range(KEPT + 5)):
        feed(event)
    heard: list[Event] = []
    feed.listen(heard.append)
    feed(PassesMissed(-1))
    assert heard == [*events(*range(5, KEPT + 5)), PassesMissed(-1)]


def test_who_was_taken_back_hears_nothing_more() -> None:
    feed = Feed()
    heard: list[Event] = []
    forget = feed.listen(heard.append)
    forget()
    forget()
    feed(PassesMissed(1))
    assert not heard


def test_no_event_is_lost_or_doubled_by_listening_meanwhile() -> None:
    feed = Feed()
    total = KEPT  # as many as are kept, so that a listener hears all, whenever it came

    def tell() -> None:
        for event in events(*range(total)):
            feed(event)

    heard: list[list[Event]] = []
    teller = threading.Thread(target=tell)
    teller.start()
    for _ in range(20):
        mine: list[Event] = []
        heard.append(mine)
        feed.listen(mine.append)
    teller.join()
    assert all(mine == events(*range(total)) for mine in heard)
