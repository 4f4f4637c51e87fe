"""Errors of many kinds, each of which can be recognized in what is printed."""

import pytest

from checker_lab.grading.child.items import Item
from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.probes.raising import (
    MakeError,
    Panic,
    Raised,
    last_before,
    ordinary_errors,
)
from checker_lab.grading.sentences import Sentence


def panic(text: str, make: MakeError, said: list[Sentence] | None = None) -> Panic:
    said = [] if said is None else said
    return Panic(text, make, "a", said.append)


@pytest.mark.parametrize("is_async", [False, True])
def test_each_error_shows_its_text_however_it_is_printed(is_async: bool) -> None:
    for make in ordinary_errors(is_async=is_async):
        error = panic("boom-1", make)()
        assert isinstance(error, Exception)
        assert "boom-1" in str(error)
        assert "boom-1" in repr(error)


def test_a_coroutine_is_not_asked_for_what_it_cannot_raise() -> None:
    kinds = {panic("", make).kind for make in ordinary_errors(is_async=True)}
    assert "StopIteration" not in kinds


def test_the_last_one_before_a_moment_is_to_blame() -> None:
    item = Item("a", CheckTimeline())
    for _ in range(2):
        item.health()
    boom = panic("boom", ValueError)
    first, second = (Raised(check, boom, is_first=True) for check in item.timeline.checks)
    assert last_before([first, second], second.check.started_at) is second
    assert last_before([first, second], first.check.started_at - 1) is first


def test_what_is_raised_is_announced_before() -> None:
    said: list[Sentence] = []
    exits = panic("exit-1", SystemExit, said)
    assert exits.kind == "SystemExit"
    assert not said
    exits()
    assert str(said[-1]) == "SystemExit in a check of 'a'"
