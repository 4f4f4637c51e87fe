"""Which items are checked, and what is refused immediately."""

import math
from typing import Any

import pytest

from checker_lab import AsyncChecker, DuplicateItemError, Outcome, ThreadedChecker, UnknownItemError
from checker_lab.testing import HANG, AsyncScripted, EventLog, Scripted, wait_until
from tests.contract.shells import Shell


def test_an_item_added_before_the_run_is_checked(shell: Shell) -> None:
    checker, item = shell.make(), shell.item("a")
    checker.add(item)
    shell.run(checker)
    wait_until(lambda: item.ended == 1)


def test_an_item_added_between_passes_is_checked_immediately(shell: Shell) -> None:
    log = EventLog()
    checker, item = shell.make([shell.item("old")], on_event=log), shell.item("new")
    shell.run(checker)
    shell.wait_idle(checker, 1)
    checker.add(item)
    shell.wait_results(log, 2)
    shell.tick(checker, 5.0)
    wait_until(lambda: item.ended == 2)
    assert item.most_at_once == 1


def test_an_item_added_during_a_pass_is_checked_from_the_next_on(shell: Shell) -> None:
    hung, item = shell.item("hung", HANG), shell.item("new")
    checker = shell.make([hung])
    shell.run(checker)
    wait_until(lambda: hung.started)
    checker.add(item)
    shell.tick(checker, 5.0)
    wait_until(lambda: item.ended == 1)
    shell.release(hung)


def test_an_item_added_after_a_run_is_checked_by_the_next(shell: Shell) -> None:
    checker, item = shell.make(), shell.item("a")
    shell.run(checker)
    shell.stop(checker)
    checker.add(item)
    assert item.started == 0
    shell.run(checker)
    wait_until(lambda: item.ended == 1)


def test_two_items_with_one_id_are_refused_and_the_first_stays(shell: Shell) -> None:
    first = shell.item("a")
    checker = shell.make([first])
    with pytest.raises(DuplicateItemError, match=r"'a'.*remove\(\) it first"):
        checker.add(shell.item("a"))
    assert [result.item_id for result in shell.check(checker)] == ["a"]
    assert first.ended == 1
    with pytest.raises(DuplicateItemError):
        shell.make([shell.item("b"), shell.item("b")])


def test_a_removed_item_is_checked_no_more(shell: Shell) -> None:
    kept, gone = shell.item("kept"), shell.item("gone")
    checker = shell.make([kept, gone])
    shell.run(checker)
    shell.wait_idle(checker, 1)
    checker.remove("gone")
    shell.tick(checker, 5.0)
    wait_until(lambda: kept.ended == 2)
    assert gone.started == 1
    assert list(checker.snapshot().items) == ["kept"]
    with pytest.raises(UnknownItemError, match="'gone'"):
        checker.remove("gone")


def test_an_item_removed_while_it_waits_for_its_turn_is_never_started(shell: Shell) -> None:
    hung = shell.item("hung", HANG)
    waiting = [shell.item(str(number)) for number in range(20)]
    checker = shell.make([hung, *waiting], max_concurrent=1, in_one_shard=True)
    shell.run(checker)
    wait_until(lambda: hung.started)
    checker.remove("19")
    shell.release(hung)
    shell.wait_idle(checker, 1)
    assert [item.started for item in waiting] == [1] * 19 + [0]


def test_an_id_that_is_added_again_is_not_checked_twice_concurrently(shell: Shell) -> None:
    item, log = shell.item("a", HANG), EventLog()
    checker = shell.make([item], on_event=log)
    shell.run(checker)
    shell.wait_in_flight(checker, 1)
    shell.wait_started(item)  # or the worker would find it removed, and not ask it at all
    checker.remove("a")
    checker.add(item)
    shell.tick(checker, 5.0)
    shell.wait_results(log, 1)
    assert log.results[0].outcome is Outcome.SKIPPED
    assert item.most_at_once == 1
    shell.release(item)
    shell.wait_in_flight(checker, 0)
    shell.tick(checker, 5.0)
    wait_until(lambda: item.started == 2)


def test_str_lists_the_ids_a_line_each_in_the_order_of_adding(shell: Shell) -> None:
    checker = shell.make([shell.item("b"), shell.item("a")])
    checker.add(shell.item("c"))
    assert str(checker) == "b\na\nc"
    checker.remove("a")
    assert str(checker) == "b\nc"


def test_the_id_is_the_one_that_the_item_had_when_it_was_added(shell: Shell) -> None:
    item = shell.item("before")
    checker = shell.make([item])
    item.id = "after"
    assert [result.item_id for result in shell.check(checker)] == ["before"]
    checker.remove("before")
    assert str(checker) == ""


@pytest.mark.parametrize("item_id", ["", None, 7, b"a"])
def test_an_id_that_is_no_text_is_refused(shell: Shell, item_id: Any) -> None:
    checker, item = shell.make(), shell.item("a")
    item.id = item_id
    with pytest.raises((TypeError, ValueError), match="an id must be a non-empty str"):
        checker.add(item)
    assert str(checker) == ""


def test_what_is_no_item_is_refused(shell: Shell) -> None:
    class NoHealth:
        id = "a"

    class NoId:
        def health(self) -> bool:
            return True

    class NotCallable:
        id = "a"
        health = True

    for wrong in (NoHealth(), NotCallable()):
        with pytest.raises(TypeError, match=r"has no health\(\)"):
            shell.make().add(wrong)
    with pytest.raises(TypeError, match="has no id"):
        shell.make().add(NoId())


def test_the_other_kind_of_item_is_refused_and_the_message_names_its_checker() -> None:
    with pytest.raises(TypeError, match="AsyncChecker"):
        ThreadedChecker([AsyncScripted("a")])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="ThreadedChecker"):
        AsyncChecker([Scripted("a")])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("interval", [0, -1, math.inf, math.nan, "5", None, True]),
        ("timeout", [0, -1, math.inf, math.nan, "5", True]),
        ("max_concurrent", [0, -1, 1.5, "5", True]),
        ("max_abandoned", [-1, 1.5, "5", None, True]),
        ("language", ["", "de", 0]),
        ("on_event", [None, "print"]),
    ],
)
def test_bad_settings_are_refused_immediately(shell: Shell, option: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises((TypeError, ValueError), match=f"{option} must be .*not"):
            shell.make(**{option: value})


def test_concurrent_checks_without_a_limit_are_refused(local_shell: Shell) -> None:
    # Over a cluster None is the limit that fits the kind of the items.
    with pytest.raises(TypeError, match="max_concurrent must be a whole number, not None"):
        local_shell.make(max_concurrent=None)


def test_an_async_listener_is_refused(shell: Shell) -> None:
    async def listener(event: object) -> None: ...

    with pytest.raises(TypeError, match="plain function"):
        shell.make(on_event=listener)
