"""What one check has found out: health() is called here, and nothing that it does gets further."""

import inspect
from asyncio import CancelledError
from typing import NamedTuple, TypeGuard, TypeVar

from checker_lab.core.errors import (
    CheckerError,
    CheckFailedError,
    CheckPanicError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)
from checker_lab.core.health import AsyncCheckable, Checkable, HealthCheck, Status
from checker_lab.core.lines import class_name, plain
from checker_lab.core.results import Outcome

__all__ = ["REMOVED", "Examination", "examine", "examine_async"]

E = TypeVar("E", bound=BaseException)


class Examination(NamedTuple):
    """How a check ended by itself; `cancelled` is one that was told to end."""

    outcome: Outcome
    error: CheckerError | None = None
    output: str = ""
    cancelled: bool = False


WORKS = Examination(Outcome.PASS)
REMOVED = Examination(Outcome.SKIPPED, CheckSkippedError(SkipReason.REMOVED))
"""Of a check whose item was removed before a worker came to it."""


def examine(item: Checkable) -> Examination:
    """Call `health()`. Whatever it raises is a finding: Go's deferred `recover()`."""
    try:
        return _judge(item.health())
    # SystemExit and KeyboardInterrupt too: in a thread they would end the worker without a word.
    except BaseException as error:
        return _raised(error)


async def examine_async(item: AsyncCheckable) -> Examination:
    """Await `health()`. Whatever it raises is a finding: Go's deferred `recover()`."""
    try:
        return _judge(await item.health())
    except CancelledError as error:
        return _cancelled(error)
    # In a task SystemExit and KeyboardInterrupt would end the event loop.
    except BaseException as error:
        return _raised(error)


def _judge(answer: object) -> Examination:
    if answer is True:
        return WORKS
    if answer is False:
        return Examination(Outcome.FAIL, CheckFailedError("health() returned False"))
    if isinstance(answer, HealthCheck):
        return _read(answer)
    if inspect.iscoroutine(answer):
        answer.close()  # or Python warns that nobody awaited it
    returned = f"{class_name(answer)}: {_short(answer)}"
    raise CheckPanicError(f"health() returns a bool or a HealthCheck, not {returned}", returned)


def _read(health: HealthCheck) -> Examination:
    output = plain(health.output)
    match health.status:
        case Status.PASS:
            return Examination(Outcome.PASS, output=output) if output else WORKS
        case Status.WARN:
            return Examination(Outcome.WARN, output=output)
    return Examination(Outcome.FAIL, CheckFailedError(output or "health() returned fail"), output)


def _raised(error: BaseException) -> Examination:
    if _is_one(error, CheckTimeoutError):
        # Without its traceback, which would keep all its frames with the result.
        return Examination(Outcome.TIMEOUT, error.with_traceback(None))
    if _is_one(error, CheckPanicError):
        return Examination(Outcome.PANIC, error)
    panic = CheckPanicError(f"health() raised {class_name(error)}; see __cause__")
    panic.__cause__ = error
    return Examination(Outcome.PANIC, panic)


def _cancelled(error: CancelledError) -> Examination:
    """A panic only if nobody told it to end: the engine knows."""
    panic = CheckPanicError("health() raised CancelledError; see __cause__")
    # Without its traceback: a stop cancels thousands at once, and each would keep its frames.
    panic.__cause__ = error.with_traceback(None)
    return Examination(Outcome.PANIC, panic, cancelled=True)


def _is_one(error: BaseException, kind: type[E]) -> TypeGuard[E]:
    # isinstance() would ask the error itself, which may raise: then nobody would report the check.
    return issubclass(type(error), kind)


def _short(answer: object) -> str:
    try:
        text = repr(answer)
    except BaseException:
        return "(its repr could not be read)"
    return text if len(text) <= 100 else text[:99] + "…"
