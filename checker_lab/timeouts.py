"""Call a function, and wait for it so long and no longer."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

from checker_lab.channel import Channel
from checker_lab.errors import ChannelTimeoutError, CheckTimeoutError

__all__ = ["await_within", "call_within"]

T = TypeVar("T")


class _Raised(NamedTuple):
    error: BaseException


def call_within(seconds: float, function: Callable[[], T]) -> T:
    """Return what `function` returns, or raise what it raises, if that comes within `seconds`.

    Go: `select { case health := <-result: case <-time.After(timeout): }`. No thread can be ended
    from outside: a function that is late runs on in its own, which never keeps the interpreter
    alive, and what comes of it is dropped.

    Raises:
        CheckTimeoutError: `seconds` were over first.
    """
    # Room for one: a function that is late sends, and ends, though nobody receives any more.
    result: Channel[T | _Raised] = Channel(capacity=1)

    def call() -> None:
        try:
            result.send(function())
        except BaseException as error:
            result.send(_Raised(error))

    threading.Thread(target=call, name="checker_lab call_within", daemon=True).start()
    try:
        outcome = result.receive(seconds)
    except ChannelTimeoutError:
        raise CheckTimeoutError(seconds) from None
    if isinstance(outcome, _Raised):
        raise outcome.error
    return outcome


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
