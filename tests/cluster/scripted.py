"""Scripted items for workers; script and counts stay in the process of the test."""

from checker_lab.testing import AsyncScripted, Scripted, Step
from tests.cluster.answers import Answers
from tests.cluster.asking_items import AskingItem, AsyncAskingItem

__all__ = ["AsyncSentScripted", "SentScripted"]


class SentScripted(Scripted):
    """A `Scripted` that arrives on a worker as an item that asks this one."""

    def __init__(self, answers: Answers, item_id: str, *steps: Step) -> None:
        super().__init__(item_id, *steps)
        self._address, self._key = answers.address, answers.know(self)

    def __reduce__(self) -> tuple[object, ...]:
        return AskingItem, (self.id, self._address, self._key)


class AsyncSentScripted(AsyncScripted):
    """The same for tasks."""

    def __init__(self, answers: Answers, item_id: str, *steps: Step) -> None:
        super().__init__(item_id, *steps)
        self._address, self._key = answers.address, answers.know(self)

    def __reduce__(self) -> tuple[object, ...]:
        return AsyncAskingItem, (self.id, self._address, self._key)
