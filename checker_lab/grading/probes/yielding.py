"""An item that lets other threads come in between two steps of the code that uses it."""

from typing import Any

from checker_lab.grading.child.clock import pause
from checker_lab.grading.child.items import Item

__all__ = ["YieldingItem"]


class YieldingItem(Item):
    """An item at whose id other threads may come in, as they may anywhere. It takes no time.

    Attributes:
        turns: how often another thread gets its turn there.
    """

    turns = 1

    def __getattribute__(self, name: str) -> Any:
        if name == "id":
            for _ in range(self.turns):
                pause(0)
        return super().__getattribute__(name)
