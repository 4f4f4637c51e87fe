"""Shells for the checker over a cluster, with items of either kind."""

from collections.abc import Iterable
from typing import Any

from distributed import Client

from checker_lab.testing import Step, wait_until
from tests.cluster.answers import Answers, check_in_task, check_in_thread
from tests.cluster.leftovers import NOTHING, left_everywhere
from tests.cluster.scripted import AsyncSentScripted, SentScripted
from tests.cluster.settled import is_settled
from tests.contract.shells import BlockingShell, Checker, Item, eventually

SHARDS = 2


class ClusterShell(BlockingShell):
    """The script and the counts of an item stay in this process; workers ask for them."""

    answers: Answers

    def __init__(self, client: Client) -> None:
        from checker_lab.cluster import ClusterChecker

        super().__init__()
        self.client = client
        self.checker_type = ClusterChecker

    def make(
        self, items: Iterable[Item] = (), *, in_one_shard: bool = False, **options: Any
    ) -> Checker:
        options = {"clock": self.clock, "shards": 1 if in_one_shard else SHARDS, **options}
        return self.keep(self.checker_type(self.client, items, **options))

    def item(self, item_id: str, *steps: Step) -> Item:
        item = self.item_type(self.answers, item_id, *steps)
        self.items.append(item)
        return item

    def at_work(self) -> int:
        left = left_everywhere(self.client)
        return left.threads + left.items + left.data

    def checking(self, checker: Checker) -> int:
        return left_everywhere(self.client).checking

    def same(self, error: BaseException | None, raised: BaseException) -> bool:
        """A copy arrives over the network."""
        return type(error) is type(raised) and repr(error.args) == repr(raised.args)

    def wait_settled(self) -> None:
        wait_until(lambda: is_settled(self.client))

    def wait_nothing_left(self) -> None:
        try:
            eventually(lambda: left_everywhere(self.client), NOTHING)
        except AssertionError:
            # Only this test must fail, not those after it.
            self.client.restart()
            raise

    def close(self) -> None:
        super().close()
        self.answers.close()


class ClusterThreadShell(ClusterShell):
    name = "cluster of threads"
    cancels = False
    item_type = SentScripted

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.answers = Answers(check_in_thread)

    def release(self, item: Item) -> None:
        item.release()


class ClusterTaskShell(ClusterShell):
    name = "cluster of tasks"
    cancels = True
    item_type = AsyncSentScripted

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.answers = Answers(check_in_task)

    def release(self, item: Item) -> None:
        self.answers.loop.call_soon_threadsafe(item.release)
