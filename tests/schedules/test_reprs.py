"""Tests of values as text: the same in every run, short, and never an error."""

import asyncio
from collections import deque
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.schedules.phrases import ENDED
from checker_lab.schedules.reprs import changes, error_text, message_of, public_state, safe_repr


class Plain:
    pass


class Item:
    def __init__(self, item_id: str) -> None:
        self.id = item_id


class Broken:
    def __repr__(self) -> str:
        raise ValueError("no")


class Wordy:
    def __repr__(self) -> str:
        return "<Wordy at 0x7f0102030405\nand more>"


@dataclass
class Pair:
    left: object
    right: object


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, "two"], "[1, 'two']"),
        ({"b": 1, "a": 2}, "{'b': 1, 'a': 2}"),
        ({3, 1, 2}, "{1, 2, 3}"),
        (deque([1]), "deque([1])"),
        (None, "None"),
        (Plain(), "<Plain>"),
        ([Item("a")], "[<Item a>]"),
        (Broken(), "<Broken, whose repr() fails>"),
        ([Broken()], "<list, whose repr() fails>"),
        (Wordy(), "<Wordy and more>"),
        (Plain.__init__, "<slot wrapper '__init__' of 'object' objects>"),
    ],
)
def test_the_text_of_a_value(value: object, text: str) -> None:
    assert safe_repr(value) == text


def test_no_address_is_shown() -> None:
    assert "0x" not in safe_repr(Pair(Plain(), test_no_address_is_shown))


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=200))
def test_the_text_is_one_line_and_not_too_long(value: object) -> None:
    text = safe_repr(value)
    assert "\n" not in text
    assert len(text) < 20_000


def test_what_is_too_long_is_cut() -> None:
    assert len(safe_repr("x" * 10_000)) < 300
    assert len(safe_repr(list(range(10_000)))) < 300
    assert len(safe_repr(dict.fromkeys(range(10_000)))) < 400


def test_the_public_state_is_what_has_a_public_name() -> None:
    class Shared:
        def __init__(self) -> None:
            self.items = ["a"]
            self._secret = 1

    class Slotted:
        __slots__ = ("items", "missing")

        def __init__(self) -> None:
            self.items = ["a"]

    class Named:
        def __str__(self) -> str:
            return "a\nb"

    assert public_state(Shared()) == public_state(Slotted()) == {"items": "['a']"}
    assert public_state(["a"]) == {"shared": "['a']"}
    assert public_state(Named()) == {"shared": "a, b"}
    assert public_state(object()) == {}


def test_changes_show_both_values() -> None:
    before, after = {"n": "1", "same": "0", "gone": "2"}, {"n": "2", "same": "0", "new": "3"}
    assert changes(before, after) == ("n: 1 → 2", "gone: 2 → (none)", "new: (none) → 3")


def test_errors_have_one_line() -> None:
    assert error_text(ValueError("a\nb")) == "ValueError: a\\nb"
    assert str(message_of(AssertionError("first\nsecond"))) == "first"
    assert not message_of(AssertionError())
    assert message_of(AssertionError(ENDED)) is ENDED


async def check() -> None:
    pass


async def test_a_task_is_named_by_its_coroutine() -> None:
    task = asyncio.create_task(check())
    assert safe_repr({"a": task}) == "{'a': <Task check>}"
    await task
    assert safe_repr(task) == "<Task check, done>"
    future = asyncio.get_running_loop().create_future()
    assert safe_repr(future) == "<Future>"
    future.cancel()
    assert safe_repr(future) == "<Future, cancelled>"
