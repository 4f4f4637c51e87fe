"""Runs one check: health() is called here, and none of its errors get any further.

It knows neither threads nor passes: it turns what `health()` does into an `Examination`.
"""

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
from checker_lab.core.lines import class_name, name_and_text, plain
from checker_lab.core.results import Outcome

__all__ = ["REMOVED", "Examination", "examine", "examine_async"]

E = TypeVar("E", bound=BaseException)


class Examination(NamedTuple):
    """How a check ended by itself; `cancelled`: it ended by a CancelledError."""

    outcome: Outcome
    error: CheckerError | None = None
    output: str = ""
    cancelled: bool = False


WORKS = Examination(Outcome.PASS)
REMOVED = Examination(Outcome.SKIPPED, CheckSkippedError(SkipReason.REMOVED))
"""The item was removed before a worker took its check."""


def examine(item: Checkable) -> Examination:
    """Call `health()`. Whatever it raises becomes a result: Go's deferred `recover()`."""
    try:
        return _judge(item.health())
    # SystemExit and KeyboardInterrupt too: in a thread they would end the worker silently.
    except BaseException as error:
        return _raised(error)


async def examine_async(item: AsyncCheckable) -> Examination:
    """Await `health()`. Whatever it raises becomes a result: Go's deferred `recover()`."""
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
        answer.close()  # or Python warns that it was never awaited
    returned = f"{class_name(answer)}: {_short(answer)}"
    raise CheckPanicError(f"health() must return a bool or a HealthCheck, not {returned}", returned)


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
        # Without its traceback, which would keep all its frames as long as the result.
        return Examination(Outcome.TIMEOUT, error.with_traceback(None))
    if _is_one(error, CheckPanicError):
        return Examination(Outcome.PANIC, error)
    return Examination(Outcome.PANIC, _panic(error))


def _cancelled(error: CancelledError) -> Examination:
    """A panic, unless the checker cancelled it: the engine knows that."""
    # Without its traceback: a stop cancels thousands of checks, and each would keep its frames.
    return Examination(Outcome.PANIC, _panic(error.with_traceback(None)), cancelled=True)


def _panic(error: BaseException) -> CheckPanicError:
    raised = name_and_text(error)
    panic = CheckPanicError(f"health() raised {raised}", raised=raised)
    panic.__cause__ = error
    return panic


def _is_one(error: BaseException, kind: type[E]) -> TypeGuard[E]:
    # Not isinstance(), which asks the error itself: that may raise, and no result would come.
    return issubclass(type(error), kind)


def _short(answer: object) -> str:
    try:
        text = repr(answer)
    except BaseException:
        return "(its repr could not be read)"
    return text if len(text) <= 100 else text[:99] + "…"
