"""Run one check: call `health()`, and turn whatever it does into an `Examination`.

No error of an item gets past this module. It must not know threads, tasks or passes.
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
    """How a call of `health()` ended; `cancelled` if it raised a CancelledError."""

    outcome: Outcome
    error: CheckerError | None = None
    output: str = ""
    cancelled: bool = False


WORKS = Examination(Outcome.PASS)
REMOVED = Examination(Outcome.SKIPPED, CheckSkippedError(SkipReason.REMOVED))
"""The item was removed before a worker took its check."""


def examine(item: Checkable) -> Examination:
    """Call `health()`, and turn whatever it raises into a result. Go: a deferred `recover()`."""
    try:
        return _judge(item.health())
    # Including SystemExit, which would end a worker thread silently.
    except BaseException as error:
        return _raised(error)


async def examine_async(item: AsyncCheckable) -> Examination:
    """Await `health()`, and turn whatever it raises into a result. Go: a deferred `recover()`."""
    try:
        return _judge(await item.health())
    except CancelledError as error:
        return _cancelled(error)
    # Including SystemExit and KeyboardInterrupt: in a task they would end the event loop.
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
        # Drop the traceback: it would keep its frames alive as long as the result.
        return Examination(Outcome.TIMEOUT, error.with_traceback(None))
    if _is_one(error, CheckPanicError):
        return Examination(Outcome.PANIC, error)
    return Examination(Outcome.PANIC, _panic(error))


def _cancelled(error: CancelledError) -> Examination:
    """Report a panic; the engine knows whether it was the checker that cancelled the check."""
    # Drop the traceback: a stop cancels thousands of checks, and each would keep frames alive.
    return Examination(Outcome.PANIC, _panic(error.with_traceback(None)), cancelled=True)


def _panic(error: BaseException) -> CheckPanicError:
    raised = name_and_text(error)
    panic = CheckPanicError(f"health() raised {raised}", raised=raised)
    panic.__cause__ = error
    return panic


def _is_one(error: BaseException, kind: type[E]) -> TypeGuard[E]:
    # Not isinstance(), which reads `error.__class__`: a property there may raise anything.
    return issubclass(type(error), kind)


def _short(answer: object) -> str:
    try:
        text = repr(answer)
    except BaseException:
        return "(its repr could not be read)"
    return text if len(text) <= 100 else text[:99] + "…"
