"""Two threads add an item each, and one item is lost."""

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A list of items. Any thread may add one.

    Bug: `add()` reads the list, builds a longer one and stores it. If another `add()` runs between
    the read and the store, both read the same list, and one overwrites the item of the other. In
    the wild: Gridstone/RxStore#21.
    """

    def __init__(self) -> None:
        self.items: list[str] = []

    def add(self, item: str) -> None:
        items = self.items
        self.items = items + [item]  # noqa: RUF005 (Go's append: read, build, store)

    def begin_pass(self) -> list[str]:
        return self.items


class Fixed(Broken):
    """The same, fixed.

    Fix: only the owner touches the list. `add()` sends the item through a channel, and the owner
    drains the channel before each pass.
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
    return expect(items == ["a", "b"], "a and b were added, and the list has {0}", items)


EXHIBIT = ScheduleExhibit(
    name="lost_update",
    english_title="The lost update",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "Gridstone/RxStore",
            "#21",
            "addToList() read the list, added to it and stored it: two concurrent calls could lose "
            "an item.",
        ),
    ),
    threads={"A": add_a, "B": add_b},
    invariant=both_are_there,
)
