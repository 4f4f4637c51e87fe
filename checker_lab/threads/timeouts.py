"""Call a function with a timeout."""

import threading
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from checker_lab.core.errors import ChannelTimeoutError, CheckTimeoutError
from checker_lab.threads.channel import Channel

__all__ = ["call_within"]

T = TypeVar("T")


class _Raised(NamedTuple):
    error: BaseException


def call_within(seconds: float, function: Callable[[], T]) -> T:
    """Return what `function` returns, or raise what it raises, if that comes within `seconds`.

    A thread cannot be stopped from outside: a late function runs on in a daemon thread of its own,
    and its result is dropped. Go: `select { case x := <-result: case <-time.After(timeout): }`.

    Raises:
        CheckTimeoutError: `seconds` passed first.
        RuntimeError: no thread can be started.
    """
    # Room for one item: a late function can send its result and end, although nothing receives it.
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
