"""A send to a full channel, with the lock held that its receiver needs."""

import threading

from checker_lab.channel import Channel
from checker_lab.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Mended"]


class Broken:
    """Items that any thread may have removed, and an owner that removes them.

    Bug: `remove()` sends while it holds the lock, and waits until the owner receives. The owner
    waits for the lock before it receives again: each waits for the other, for ever. In the wild:
    apache/dubbo-go#1310, AppsFlyer/go-sundheit health.go.
    """

    def __init__(self) -> None:
        self.items = ["a", "b"]
        self._lock = threading.Lock()
        self._removals: Channel[str] = Channel(capacity=0)

    def remove(self, item_id: str) -> None:
        with self._lock:
            if item_id in self.items:
                self._removals.send(item_id)

    def take_out(self) -> None:
        while self.items:
            item_id = self._removals.receive()
            with self._lock:
                self.items.remove(item_id)


class Mended(Broken):
    """The same.

    Mend: look with the lock held, and send when it is given back.
    """

    def remove(self, item_id: str) -> None:
        with self._lock:
            is_known = item_id in self.items
        if is_known:
            self._removals.send(item_id)


def take_out(checker: Broken) -> None:
    checker.take_out()


def remove_both(checker: Broken) -> None:
    checker.remove("a")
    checker.remove("b")


def both_are_removed(checker: Broken) -> bool:
    return not checker.items


EXHIBIT = ScheduleExhibit(
    name="send_under_the_lock",
    title="A send with the lock held",
    question="A thread removes two items, one after the other. Who waits for whom?",
    broken=Broken,
    mended=Mended,
    wild=(
        Wild(
            "apache/dubbo-go",
            "#1310",
            "With more than 32 providers the registry filled a channel of 32 while it held the "
            "lock that the receiver had to take first.",
        ),
        Wild(
            "AppsFlyer/go-sundheit",
            "health.go",
            "Deregister() sends to a channel of 1 with the lock held that the check needs to store "
            "its result: a second call during a check waits for ever.",
        ),
    ),
    threads={"owner": take_out, "A": remove_both},
    invariant=both_are_removed,
    preemptions=2,
)
