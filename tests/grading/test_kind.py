"""Whether code is for threads or for asyncio is decided by its `async def`s."""

import threading

import pytest

from checker_lab.grading.kind import kind_of
from tests.grading import sample_checkers


class OfTasks:
    async def stop(self) -> None: ...


class Callable:
    async def __call__(self, get_health: object, seconds: float) -> None: ...


async def async_function(get_health: object, seconds: float) -> None: ...


@pytest.mark.parametrize("code", [OfTasks, Callable(), async_function])
def test_asyncio_is_known_by_async_def(code: object) -> None:
    assert kind_of(code) == "asyncio"


@pytest.mark.parametrize(
    "code", [sample_checkers.Right, sample_checkers.NoStop, threading.Event().wait]
)
def test_everything_else_is_of_threads(code: object) -> None:
    assert kind_of(code) == "threads"
