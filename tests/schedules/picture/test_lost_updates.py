"""The move that loses an update is found, and nothing else is called one."""

import pytest

from checker_lab.schedules import play
from checker_lab.schedules.picture.drawing import drawn_run
from checker_lab.schedules.picture.lost_updates import find_lost_updates
from checker_lab.schedules.picture.moves import DrawnMove
from tests.schedules.picture.drawn import lost_run, move


def test_the_overwriting_store_is_found_in_a_real_run() -> None:
    (loss,) = find_lost_updates(drawn_run(lost_run()).moves)
    assert loss == (6, "A", 2, "items", 5, "B", ("b",), "list")


class Counter:
    def __init__(self) -> None:
        self.n = 0

    def add(self) -> None:
        n = self.n
        m = n + 1
        self.n = m


def test_a_count_that_does_not_change_is_lost_too() -> None:
    threads = {"A": Counter.add, "B": Counter.add}
    run = play(Counter, threads, "A A B*3 A", lambda counter: counter.n == 2)
    (loss,) = find_lost_updates(drawn_run(run).moves)
    assert (loss.move, loss.thread, loss.read, loss.update, loss.lost) == (6, "A", 1, 5, ())


def between(
    *middle: DrawnMove, read: str = "items = self.items", store: str = "self.items = items + [x]"
) -> list[DrawnMove]:
    """A reads, something happens, and A stores."""
    end = move(len(middle) + 2, "A", store, changed="items: ['b'] → ['a']")
    return [move(1, "A", read), *middle, end]


B_ADDS = move(2, "B", "self.items = items + [x]", changed="items: [] → ['b']")


@pytest.mark.parametrize(
    ("read", "store"),
    [
        ("items = self.items", "self.items = items + [x]"),
        ("items = list(self.items)", "self.items = [*items, x]"),
        ("items: list[str] = self.items.copy()", "self.items = items"),
        ("old = checker.items", "checker.items = old + [x]"),
    ],
)
def test_a_copy_in_a_local_variable_is_a_read(read: str, store: str) -> None:
    assert find_lost_updates(between(B_ADDS, read=read, store=store))


@pytest.mark.parametrize(
    ("read", "store"),
    [
        ("x = 1", "self.items = self.items + [x]"),
        ("items = self.items", "self.items = self.items + items"),
        ("items = self.items", "self.items.append(items)"),
        ("items = self.other", "self.items = items"),
        ("if self.items:", "self.items = [x]"),
        ("items = self.items()", "self.items = items + [x]"),
        ("items = other.things", "self.items = a.items"),
    ],
)
def test_a_store_of_something_else_loses_nothing(read: str, store: str) -> None:
    assert find_lost_updates(between(B_ADDS, read=read, store=store)) == ()


def test_a_read_after_the_update_loses_nothing() -> None:
    again = move(3, "A", "items = self.items")
    assert find_lost_updates(between(B_ADDS, again)) == ()


def test_own_updates_and_other_attributes_are_not_lost() -> None:
    assert find_lost_updates(between(B_ADDS._replace(thread="A"))) == ()
    other = move(2, "B", "self.n = 1", changed="n: 0 → 1")
    assert find_lost_updates(between(other)) == ()


def test_what_comes_back_is_not_lost() -> None:
    back = move(4, "B", "self.items = x", changed="items: ['a'] → ['a', 'b']")
    assert find_lost_updates([*between(B_ADDS), back]) == ()


def test_a_container_that_keeps_its_elements_has_lost_nothing() -> None:
    moves = between(B_ADDS)
    kept = move(3, "A", "self.items = items + [x]", changed="items: ['b'] → ['b', 'a']")
    assert find_lost_updates([*moves[:-1], kept]) == ()


@pytest.mark.parametrize(
    ("before", "after", "container", "lost"),
    [
        ("['a, b', 'c']", "['c']", "list", ("a, b",)),
        ("[Scripted('b', [1, 2])]", "[Scripted('a', True)]", "list", ("b",)),
        ("[<Service b>, <Thread x>]", "[<Thread x>]", "list", ("b",)),
        ("[1, 1, 2]", "[1]", "list", ("1", "2")),
        ("{'b': 1, 'c': {'d': 2}}", "{'c': 3}", "dict", ("b",)),
        ("{'b', 'c'}", "{'c'}", "set", ("b",)),
        ("('b',)", "()", "tuple", ("b",)),
        ("3", "2", "", ()),
    ],
)
def test_lost_elements_are_named(
    before: str, after: str, container: str, lost: tuple[str, ...]
) -> None:
    moves = [
        move(1, "A", "items = self._items"),
        move(2, "B", "self._items = x", changed=f"items: [] → {before}"),
        move(3, "A", "self._items = items", changed=f"items: {before} → {after}"),
    ]
    (loss,) = find_lost_updates(moves)
    assert (loss.container, loss.lost) == (container, lost)
    assert loss.attribute == "_items"
