"""A send to a full channel while holding the lock that the receiver needs."""

import threading

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A list of items. Any thread may ask for removals, and the owner makes them.

    Bug: `remove_all()` holds the lock while it sends, and each send waits until the owner receives.
    The owner waits for the lock before it receives again: a deadlock. In the wild:
    apache/dubbo-go#1310, AppsFlyer/go-sundheit health.go.
    """

    def __init__(self) -> None:
        self.items = ["a", "b"]
        self._lock = threading.Lock()
        self._removals: Channel[str] = Channel(capacity=0)

    def remove_all(self) -> None:
        with self._lock:
            for item_id in list(self.items):
                self._removals.send(item_id)

    def take_out(self) -> None:
        while self.items:
            item_id = self._removals.receive()
            with self._lock:
                self.items.remove(item_id)


class Fixed(Broken):
    """The same, fixed.

    Fix: hold the lock only to copy the list, and send after releasing it.
    """

    def remove_all(self) -> None:
        with self._lock:
            item_ids = list(self.items)
        for item_id in item_ids:
            self._removals.send(item_id)


def take_out(checker: Broken) -> None:
    checker.take_out()


def remove_all(checker: Broken) -> None:
    checker.remove_all()


def all_are_removed(checker: Broken) -> bool:
    return not checker.items


EXHIBIT = ScheduleExhibit(
    name="send_under_the_lock",
    english_title="A send while holding the lock",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "apache/dubbo-go",
            "#1310",
            "With more than 32 providers the registry filled a channel of 32 while it held the "
            "lock that the receiver needed.",
        ),
        Wild(
            "AppsFlyer/go-sundheit",
            "health.go",
            "Deregister() sends to a channel of 1 while it holds the lock that the check needs to "
            "store its result: a second call during a check waits forever.",
        ),
    ),
    threads={"owner": take_out, "A": remove_all},
    invariant=all_are_removed,
    preemptions=2,
)
