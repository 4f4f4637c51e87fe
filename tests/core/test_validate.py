"""Argument validation: what each argument may be, and what the message says."""

from typing import Any

import pytest

from checker_lab.core.validate import (
    check_capacity,
    check_count,
    check_id,
    check_item,
    check_listener,
    check_seconds,
    check_wait,
    has_async_health,
)


class Item:
    def __init__(self, item_id: Any = "a") -> None:
        self.id = item_id

    def health(self) -> bool:
        return True


class AsyncItem(Item):
    async def health(self) -> bool:  # type: ignore[override]
        return True


class AsyncCall:
    async def __call__(self) -> bool:
        return True


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_seconds_are_finite_and_above_0(seconds: float) -> None:
    with pytest.raises(
        ValueError, match="interval must be a finite number of seconds above 0, not"
    ):
        check_seconds("interval", seconds)


@pytest.mark.parametrize("seconds", [None, "5", True, 1j])
def test_seconds_are_a_number(seconds: Any) -> None:
    with pytest.raises(TypeError, match="interval must be a number of seconds, not"):
        check_seconds("interval", seconds)
    with pytest.raises(TypeError, match="timeout must be a number of seconds, not"):
        check_wait(seconds)


def test_a_wait_may_be_0() -> None:
    assert (check_wait(0), check_seconds("interval", 5)) == (0.0, 5.0)
    with pytest.raises(
        ValueError, match="grace must be a finite number of seconds, 0 or more, not -1"
    ):
        check_wait(-1, "grace")


def test_a_count_is_a_whole_number_with_a_least() -> None:
    assert check_count("shards", 1, 1) == 1
    assert (check_capacity(None), check_capacity(0)) == (None, 0)
    with pytest.raises(ValueError, match="shards must be 1 or more, not 0"):
        check_count("shards", 0, 1)
    for wrong in (1.0, True, "1", None):
        with pytest.raises(TypeError, match="shards must be a whole number, not"):
            check_count("shards", wrong, 1)  # type: ignore[arg-type]


def test_an_id_is_a_text_and_is_read_once() -> None:
    class Changing:
        reads = 0

        @property
        def id(self) -> str:
            self.reads += 1
            return str(self.reads)

    class Text(str):
        __hash__ = None  # type: ignore[assignment]

    assert check_id(Changing()) == "1"
    assert type(check_id(Item(Text("a")))) is str
    with pytest.raises(TypeError, match="has no id"):
        check_id(object())
    with pytest.raises(TypeError, match="an id must be a non-empty str, not 7"):
        check_id(Item(7))


def test_an_item_of_the_other_kind_names_its_checker() -> None:
    assert check_item(Item(), is_async=False) == check_item(AsyncItem(), is_async=True) == "a"
    with pytest.raises(TypeError, match="'a' is async: give it to AsyncChecker"):
        check_item(AsyncItem(), is_async=False)
    with pytest.raises(TypeError, match="'a' is not async: give it to ThreadedChecker"):
        check_item(Item(), is_async=True)


def test_health_may_be_an_object_that_is_called() -> None:
    item = Item()
    item.health = AsyncCall()  # type: ignore[method-assign, assignment]
    assert has_async_health(item)
    item.health = None  # type: ignore[method-assign, assignment]
    with pytest.raises(TypeError, match=r"has no health\(\)"):
        has_async_health(item)


def test_a_listener_is_a_plain_function() -> None:
    check_listener(print)
    with pytest.raises(TypeError, match="on_event must be a function of one event, not 7"):
        check_listener(7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a listener must be a plain function, not `async def`"):
        check_listener(AsyncItem().health, "a listener")
