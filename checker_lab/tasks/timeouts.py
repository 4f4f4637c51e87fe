"""Await a coroutine function under a timeout."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from checker_lab.core.errors import CheckTimeoutError

__all__ = ["await_within"]

T = TypeVar("T")


async def await_within(seconds: float, function: Callable[[], Awaitable[T]]) -> T:
    """The same for a coroutine function, which needs no thread: a task can be cancelled.

    What is late is cancelled where it awaits, and then waited for: a function that swallows its
    cancellation is late for as long as it likes. A TimeoutError of its own passes through.

    Raises:
        CheckTimeoutError: `seconds` were over first.
    """
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            outcome = await function()
    except TimeoutError:
        if not limit.expired():
            raise
        raise CheckTimeoutError(seconds) from None
    if limit.expired():
        raise CheckTimeoutError(seconds)
    return outcome
