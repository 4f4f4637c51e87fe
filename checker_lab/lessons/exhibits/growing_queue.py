"""Ticks queue checks faster than the worker runs them."""

import threading
from collections.abc import Sequence

from checker_lab.core.health import Checkable
from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild, expect
from checker_lab.testing import HANG, Scripted, wait_until
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A worker that takes checks from a queue, which each tick fills.

    Bug: a tick queues every item, even if its last check has not finished. While one check hangs,
    the queue grows with each tick; when it returns, all those checks run late and in a burst. In
    the wild: cryostatio/cryostat#1166.
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
    """The same, fixed.

    Fix: skip an item whose last check is still waiting or running, and count the skips.
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
    """The check of the only item hangs for a hundred ticks."""
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
    expect(waiting <= 1, "{0} checks of one item wait for their turn", waiting)


EXHIBIT = ContractExhibit(
    name="growing_queue",
    english_title="The queue that grows",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "cryostatio/cryostat",
            "#1166",
            "A periodic job that took longer than its period was queued again and again, without "
            "a limit.",
        ),
        Wild(
            "rq/rq-scheduler",
            "#214",
            "Users asked for a limit on the copies of a job in its queue: a job that takes longer "
            "than its interval fills the queue.",
        ),
    ),
    contract=keeps_its_queue_short,
)
