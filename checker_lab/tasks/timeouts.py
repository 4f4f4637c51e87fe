"""Await a coroutine function with a timeout."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from checker_lab.core.errors import CheckTimeoutError

__all__ = ["await_within"]

T = TypeVar("T")


async def await_within(seconds: float, function: Callable[[], Awaitable[T]]) -> T:
    """Return what `function` returns, or raise what it raises, if that comes within `seconds`.

    A late function is cancelled where it awaits, and then this waits for its end: if it swallows
    the cancellation, that takes as long as it runs. A TimeoutError of its own passes through.

    Raises:
        CheckTimeoutError: `seconds` passed first.
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
