"""Checks that come faster than they are done."""

import threading
from collections.abc import Sequence

from checker_lab.core.health import Checkable
from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild
from checker_lab.testing import HANG, Scripted, wait_until
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A worker that takes checks from a queue, which each tick fills.

    Bug: a tick queues every item, whether its last check is done or not. While one check hangs the
    queue grows with each tick, and when it returns they are all made up for, late and in a burst.
    In the wild: cryostatio/cryostat#1166.
    """

    def __init__(self, items: Sequence[Checkable]) -> None:
        self.items = items
        self.queue: Channel[Checkable] = Channel()

    def tick(self) -> None:
        for item in self.items:
            self.queue.send(item)

    def work(self) -> None:
        for item in self.queue:
            item.health()


class Fixed(Broken):
    """The same.

    Fix: an item whose last check waits or runs is skipped, and that is counted.
    """

    def __init__(self, items: Sequence[Checkable]) -> None:
        super().__init__(items)
        self.skipped = 0
        self._pending: set[str] = set()

    def tick(self) -> None:
        for item in self.items:
            if item.id in self._pending:
                self.skipped += 1
            else:
                self._pending.add(item.id)
                self.queue.send(item)

    def work(self) -> None:
        for item in self.queue:
            item.health()
            self._pending.discard(item.id)


def keeps_its_queue_short(code: type[Broken]) -> None:
    """With one item, whose check hangs for a hundred ticks."""
    item = Scripted("hung", HANG)
    checker = code([item])
    worker = threading.Thread(target=checker.work, daemon=True)
    worker.start()
    checker.tick()
    wait_until(lambda: item.started)
    for _ in range(100):
        checker.tick()
    waiting = len(checker.queue)
    item.release()
    checker.queue.close()
    worker.join()
    assert waiting <= 1, f"{waiting} checks of one item wait for their turn"


EXHIBIT = ContractExhibit(
    name="growing_queue",
    title="The queue that grows",
    question="One check hangs for a hundred ticks. How many checks are in the queue?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "cryostatio/cryostat",
            "#1166",
            "A periodic job that took longer than its period was queued again and again, without "
            "a bound.",
        ),
        Wild(
            "rq/rq-scheduler",
            "#214",
            "A limit for the copies of a job in its queue, for jobs that now and then take longer "
            "than their interval and fill it up.",
        ),
    ),
    contract=keeps_its_queue_short,
)
