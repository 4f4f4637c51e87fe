"""Items and errors on their way over the network, as pickles.

An error that cannot be pickled is replaced by one that says the same. Unpickling runs code, so the
client trusts its cluster as the cluster trusts it: see SECURITY.md.
"""

import pickle
from collections.abc import Iterator

import cloudpickle
import tblib.pickling_support

from checker_lab.core.errors import CheckerError, CheckPanicError
from checker_lab.core.lines import class_name, name_and_text, plain
from checker_lab.core.validate import check_id

__all__ = ["Unloadable", "pack_error", "pack_item", "unpack_error", "unpack_item"]

DEEPEST = 20
"""Causes of an error that keep their tracebacks."""


def dumps(value: object) -> bytes:
    """Pickle a value; a class that no module has, as in a notebook, goes with it by value."""
    try:
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        # pickle refers to a class of the program that runs by a name that means another there.
        if b"__main__" not in packed:
            return packed
    except Exception:
        pass  # cloudpickle can do more
    by_value: bytes = cloudpickle.dumps(value)
    return by_value


def pack_item(item: object) -> bytes:
    """Pickle an item.

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
    """Unpickle an item; if that fails, return one whose checks say why."""
    try:
        return pickle.loads(packed)
    except Exception as error:
        return AsyncUnloadable(error) if is_async else Unloadable(error)


class Unloadable:
    """Stands for an item that could not be unpickled on the worker."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def health(self) -> bool:
        """Raise a panic that says so."""
        raise CheckPanicError(
            f"the item could not be loaded on the worker ({name_and_text(self._error)}): "
            "make sure that pickle.loads(pickle.dumps(item)) works and that the worker has the "
            "class, then remove() and add() it"
        )


class AsyncUnloadable(Unloadable):
    """The same for tasks."""

    async def health(self) -> bool:  # type: ignore[override]
        return super().health()


def pack_error(error: CheckerError) -> bytes:
    """Pickle an error with its causes and their tracebacks, or else one that says the same."""
    try:
        tblib.pickling_support.install(*_chain(error))
        packed = dumps(error)
        pickle.loads(packed)  # many errors can be pickled, but not unpickled
    except BaseException:
        packed = dumps(_likeness(error))
    return packed


def unpack_error(packed: bytes) -> CheckerError:
    """Unpickle an error; if that fails, return one that says why."""
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
    """Stands for a cause that cannot be pickled; a subclass has the name of its class."""


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
