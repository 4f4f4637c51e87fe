"""Items and errors arrive as they were sent, or as what says the same."""

import pickle
import threading
import traceback
from typing import Any

import pytest

from checker_lab.cluster.pickling import (
    AsyncUnloadable,
    Unloadable,
    pack_error,
    pack_item,
    unpack_error,
    unpack_item,
)
from checker_lab.core.errors import (
    CheckerError,
    CheckFailedError,
    CheckPanicError,
    CheckTimeoutError,
)
from tests.cluster.items import Plain


def sent(error: CheckerError) -> CheckerError:
    return unpack_error(pack_error(error))


def panic_of(cause: BaseException) -> CheckPanicError:
    """As `examine()` makes it."""
    panic = CheckPanicError(f"health() raised {type(cause).__name__}")
    try:
        raise cause
    except BaseException as raised:
        panic.__cause__ = raised
    return panic


@pytest.mark.parametrize(
    "error",
    [
        CheckFailedError("the disk is full"),
        CheckTimeoutError(2.5),
        CheckPanicError("health() returns a bool", "str: 'no'"),
    ],
)
def test_an_error_arrives_with_its_text_and_attributes(error: CheckerError) -> None:
    got = sent(error)
    assert type(got) is type(error)
    assert (str(got), got.__dict__) == (str(error), error.__dict__)


def test_causes_arrive_with_their_tracebacks_and_notes() -> None:
    inner = OSError(2, "no such file")
    inner.add_note("while reading the settings")
    try:
        raise ValueError("bad settings") from inner
    except ValueError as error:
        cause = error
    got = sent(panic_of(cause))
    assert repr(got.__cause__) == "ValueError('bad settings')"
    assert "panic_of" in "".join(traceback.format_exception(got))
    assert got.__cause__ is not None
    deepest = got.__cause__.__cause__
    assert isinstance(deepest, OSError)
    assert (deepest.errno, deepest.__notes__) == (2, ["while reading the settings"])


def test_groups_arrive_whole() -> None:
    group = ExceptionGroup("two", [ValueError("one"), OSError(2, "no")])
    assert repr(sent(panic_of(group)).__cause__) == repr(group)


class NeedyError(Exception):
    """Cannot be unpickled: it needs more than its args."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class LockedError(Exception):
    """Cannot be pickled."""

    def __init__(self) -> None:
        super().__init__("locked")
        self.lock = threading.Lock()


@pytest.mark.parametrize("cause", [NeedyError(7, "no more coffee"), LockedError()])
def test_a_cause_that_cannot_be_pickled_arrives_as_its_likeness(cause: Exception) -> None:
    got = sent(panic_of(cause))
    assert str(got) == f"health() raised {type(cause).__name__}"
    assert got.__cause__ is not None
    assert type(got.__cause__).__name__ == type(cause).__name__
    assert str(got.__cause__) == str(cause)
    assert repr(sent(got).__cause__) == repr(got.__cause__)


def test_a_chain_of_causes_has_no_end_that_matters() -> None:
    cause = ValueError("0")
    for number in range(1, 50):
        following = ValueError(str(number))
        following.__cause__ = cause
        cause = following
    assert str(sent(panic_of(cause)).__cause__) == "49"


def test_an_error_whose_class_is_not_here_says_so() -> None:
    got = unpack_error(b"\x80\x05cnowhere\nError\n.")
    assert "cannot be loaded here (ModuleNotFoundError: No module named 'nowhere')" in str(got)


def test_what_is_no_error_of_a_check_becomes_one() -> None:
    assert str(unpack_error(pickle.dumps(ValueError("odd")))) == "ValueError: odd"


def test_an_item_arrives() -> None:
    item: Any = unpack_item(pack_item(Plain("a", works=False)), is_async=False)
    assert (item.id, item.health()) == ("a", False)


async def test_an_item_that_cannot_be_loaded_panics_with_the_reason() -> None:
    item = unpack_item(b"not a pickle", is_async=False)
    assert isinstance(item, Unloadable)
    with pytest.raises(CheckPanicError, match="could not be loaded on the worker"):
        item.health()
    item = unpack_item(b"not a pickle", is_async=True)
    assert isinstance(item, AsyncUnloadable)
    with pytest.raises(CheckPanicError, match="could not be loaded on the worker"):
        await item.health()


def test_an_item_of_a_class_in_a_function_goes_by_value() -> None:
    class Local(Plain):
        pass

    assert type(unpack_item(pack_item(Local("a")), is_async=False)).__name__ == "Local"
