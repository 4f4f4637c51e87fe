"""Call a function, and wait for it so long and no longer."""

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
