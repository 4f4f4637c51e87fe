"""Two add at once, and one item is gone."""

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A list of items, to which any thread may add.

    Bug: `add()` reads the list, builds a longer one and stores it, and another `add()` may come
    between: both read the same list, and what the first has stored is overwritten. In the wild:
    Gridstone/RxStore#21.
    """

    def __init__(self) -> None:
        self.items: list[str] = []

    def add(self, item: str) -> None:
        items = self.items
        self.items = items + [item]  # noqa: RUF005 (Go's append: read, build, store)

    def begin_pass(self) -> list[str]:
        return self.items


class Fixed(Broken):
    """The same.

    Fix: only the owner touches the list. `add()` sends through a channel, and the owner takes in
    what has come before each pass.
    """

    def __init__(self) -> None:
        super().__init__()
        self._mailbox: Channel[str] = Channel()

    def add(self, item: str) -> None:
        self._mailbox.send(item)

    def begin_pass(self) -> list[str]:
        self.items = self.items + self._mailbox.drain()
        return self.items


def add_a(checker: Broken) -> None:
    checker.add("a")


def add_b(checker: Broken) -> None:
    checker.add("b")


def both_are_there(checker: Broken) -> bool:
    items = sorted(checker.begin_pass())
    assert items == ["a", "b"], f"a and b were added, and there is {items}"
    return True


EXHIBIT = ScheduleExhibit(
    name="lost_update",
    title="The lost update",
    question="Two threads add an item each. How many items are there in the end?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "Gridstone/RxStore",
            "#21",
            "addToList() read the list, added to it and stored it: of two additions at the same "
            "time, one could be lost.",
        ),
    ),
    threads={"A": add_a, "B": add_b},
    invariant=both_are_there,
)
