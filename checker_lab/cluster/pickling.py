"""Items and errors on their way through the network, pickled."""

import pickle
from collections.abc import Iterator

import cloudpickle
import tblib.pickling_support

from checker_lab.core.errors import CheckerError, CheckPanicError
from checker_lab.core.lines import class_name, name_and_text, plain
from checker_lab.core.validate import check_id

__all__ = ["Unloadable", "pack_error", "pack_item", "unpack_error", "unpack_item"]

DEEPEST = 20
"""Causes of an error that are told with it."""


def dumps(thing: object) -> bytes:
    """The thing in bytes, and with it a class that has no module to be found in."""
    try:
        packed = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        if b"__main__" not in packed:
            return packed
    except Exception:
        pass  # a class of a function or of a notebook, perhaps
    by_value: bytes = cloudpickle.dumps(thing)
    return by_value


def pack_item(item: object) -> bytes:
    """The item in bytes.

    Raises:
        TypeError: it cannot be pickled; the message says why.
    """
    try:
        return dumps(item)
    except Exception as error:
        raise TypeError(
            f"the item {check_id(item)!r} cannot be sent to a worker ({name_and_text(error)}): "
            "let it open what it needs (locks, sockets, files) in health(), or define __reduce__"
        ) from error


def unpack_item(packed: bytes, is_async: bool) -> object:
    """The item; if it cannot be had here, one whose checks say so."""
    try:
        return pickle.loads(packed)
    except Exception as error:
        return AsyncUnloadable(error) if is_async else Unloadable(error)


class Unloadable:
    """In place of an item that could not be unpickled on the worker."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def health(self) -> bool:
        raise CheckPanicError(
            f"the item could not be loaded on the worker ({name_and_text(self._error)}): "
            "see that pickle.loads(pickle.dumps(item)) works and that the worker has the class, "
            "then remove() and add() it"
        )


class AsyncUnloadable(Unloadable):
    """The same, for tasks."""

    async def health(self) -> bool:  # type: ignore[override]
        return super().health()


def pack_error(error: CheckerError) -> bytes:
    """The error in bytes, with its causes and their tracebacks, or the next best."""
    try:
        tblib.pickling_support.install(*_chain(error))
        packed = dumps(error)
        pickle.loads(packed)  # many an error can be pickled, and not be made again
    except BaseException:
        packed = dumps(_likeness(error))
    return packed


def unpack_error(packed: bytes) -> CheckerError:
    """The error; if its classes cannot be had here, one that says so."""
    try:
        error = pickle.loads(packed)
    except Exception as reason:
        return CheckPanicError(f"an error that cannot be loaded here ({name_and_text(reason)})")
    return error if isinstance(error, CheckerError) else CheckPanicError(name_and_text(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    each: BaseException | None = error
    for _ in range(DEEPEST):
        if each is None:
            return
        yield each
        each = each.__cause__


class Likeness(Exception):  # noqa: N818 (it stands for an error of any name)
    """In place of a cause that cannot be pickled; a subclass has its name."""


def _likeness(error: CheckerError) -> CheckerError:
    cause = error.__cause__
    panic = CheckPanicError(plain(str(error)))
    if cause is not None:
        text = name_and_text(cause).removeprefix(f"{class_name(cause)}: ")
        panic.__cause__ = _named(class_name(cause), text)
    return panic


def _named(name: str, text: str) -> Likeness:
    kind = type(name, (Likeness,), {"__reduce__": lambda self: (_named, (name, text))})
    likeness: Likeness = kind(text)
    return likeness
