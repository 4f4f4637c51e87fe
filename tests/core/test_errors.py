"""Errors are values: equal by content, and whole after a copy or a pickle."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from checker_lab.core.errors import (
    CheckerError,
    CheckFailedError,
    CheckPanicError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)

MAKE: list[Callable[[], CheckerError]] = [
    lambda: CheckFailedError("no disk"),
    lambda: CheckTimeoutError(2.5),
    lambda: CheckSkippedError(SkipReason.STOPPED),
    lambda: CheckPanicError("health() raised ValueError: boom", raised="ValueError: boom"),
    lambda: CheckPanicError("health() returned 7", "int: 7"),
]


@pytest.mark.parametrize("make", MAKE)
@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))]
)
def test_a_copy_is_equal_and_keeps_everything(
    make: Callable[[], CheckerError], again: Callable[[Any], Any]
) -> None:
    error = make()
    error.__cause__ = ValueError("boom")
    twin = again(error)
    assert twin is not error
    assert twin == error
    assert hash(twin) == hash(error)
    assert (str(twin), vars(twin)) == (str(error), vars(error))


def test_other_content_or_another_class_is_not_equal() -> None:
    errors = [make() for make in MAKE]
    assert len(set(errors)) == len(errors)
    assert CheckTimeoutError(1) != CheckTimeoutError(2)
    assert CheckFailedError("a") != CheckPanicError("a")
    assert CheckFailedError("a") != "a"


def test_messages_name_the_fix() -> None:
    assert str(CheckTimeoutError(2)) == (
        "no answer within 2 s: raise the timeout, or find out why it is slow"
    )
    assert str(CheckSkippedError(SkipReason.NO_WORKER)) == (
        "no worker is free: hung checks occupy them all"
    )
