"""The registry, and the statistics of one item."""

import tracemalloc
from collections.abc import Callable

import pytest

from checker_lab import CheckResult, DuplicateItemError, ItemSnapshot, Outcome, UnknownItemError
from checker_lab.core.registry import Entry, Registry


def seen(*outcomes: Outcome, abandoned: bool = False) -> ItemSnapshot:
    entry = Entry("a", None)
    for number, outcome in enumerate(outcomes):
        entry.record(CheckResult("a", outcome, number, 0.0, 0.25))
    return entry.view(None, abandoned)


def test_counts() -> None:
    item = seen(Outcome.FAIL, Outcome.PASS, Outcome.PANIC, Outcome.SKIPPED, Outcome.TIMEOUT)
    assert (item.checks, item.failures, item.failures_in_a_row, item.skipped) == (4, 3, 2, 1)


def test_the_last_outcomes_are_thirty_at_most_and_the_newest_is_last() -> None:
    assert seen().recent == ()
    assert seen(Outcome.FAIL, Outcome.SKIPPED).recent == (Outcome.FAIL, Outcome.SKIPPED)
    many = [Outcome.PASS, *[Outcome.FAIL] * 29, Outcome.SKIPPED]
    assert seen(*many).recent == tuple(many[1:])
    assert seen(*many, *many).recent == tuple(many[1:])


def test_an_item_costs_little_memory() -> None:
    ids = [f"item {number}" for number in range(1000)]
    entries: list[Entry] = []

    def grown(act: Callable[[], object]) -> float:
        before = tracemalloc.get_traced_memory()[0]
        act()
        return (tracemalloc.get_traced_memory()[0] - before) / len(ids)

    def fill() -> None:
        for entry in entries:
            for number in range(40):
                entry.record(CheckResult(entry.item_id, Outcome.PASS, number, number + 0.5, 0.25))

    tracemalloc.start()
    try:
        idle = grown(lambda: entries.extend(Entry(item_id, None) for item_id in ids))
        full = grown(fill)
    finally:
        tracemalloc.stop()
    assert idle < 512
    assert idle + full < 2048


def test_an_id_is_registered_once_and_keeps_its_place() -> None:
    registry: Registry[Entry] = Registry()
    first = registry.add("a", "item a")
    registry.add("b", "item b")
    with pytest.raises(DuplicateItemError, match="'a' is registered already"):
        registry.add("a", "another")
    assert registry.remove("a") is first
    assert first.removed
    with pytest.raises(UnknownItemError, match="no item with the id 'a'"):
        registry.remove("a")
    registry.add("a", "another")
    assert list(registry) == ["b", "a"]
    assert len(registry) == 2


def test_what_is_known_says_which_checks_run() -> None:
    registry: Registry[Entry] = Registry()
    for item_id in "abc":
        registry.add(item_id, None)
    views = registry.views({"b": 7.5}, {"c"})
    assert [(view.started_at, view.abandoned) for view in views.values()] == [
        (None, False),
        (7.5, False),
        (None, True),
    ]
