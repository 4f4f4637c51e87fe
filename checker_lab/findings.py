"""What one check has found out: health() is called here, and nothing that it does gets further."""

import inspect
from asyncio import CancelledError
from typing import NamedTuple

from checker_lab.errors import (
    CheckerError,
    CheckFailedError,
    CheckPanicError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)
from checker_lab.model import AsyncCheckable, Checkable, HealthCheck, Outcome, Status

__all__ = ["REMOVED", "Finding", "examine", "examine_async"]


class Finding(NamedTuple):
    """How a check ended by itself; `cancelled` is one that was told to end."""

    outcome: Outcome
    error: CheckerError | None = None
    output: str = ""
    cancelled: bool = False


WORKS = Finding(Outcome.PASS)
REMOVED = Finding(Outcome.SKIPPED, CheckSkippedError(SkipReason.REMOVED))
"""Of a check whose item was removed before a worker came to it."""


def examine(item: Checkable) -> Finding:
    """Call `health()`. Whatever it raises is a finding: Go's deferred `recover()`."""
    try:
        return _judge(item.health())
    # SystemExit and KeyboardInterrupt too: in a thread they would end the worker without a word.
    except BaseException as error:
        return _raised(error)


async def examine_async(item: AsyncCheckable) -> Finding:
    """Await `health()`. Whatever it raises is a finding: Go's deferred `recover()`."""
    try:
        return _judge(await item.health())
    # In a task SystemExit and KeyboardInterrupt would end the event loop.
    except BaseException as error:
        return _raised(error)


def _judge(answer: object) -> Finding:
    if answer is True:
        return WORKS
    if answer is False:
        return Finding(Outcome.FAIL, CheckFailedError("health() returned False"))
    if isinstance(answer, HealthCheck):
        return _read(answer)
    if inspect.iscoroutine(answer):
        answer.close()  # or Python warns that nobody awaited it
    returned = f"{type(answer).__name__}: {_short(answer)}"
    raise CheckPanicError(f"health() returns a bool or a HealthCheck, not {returned}", returned)


def _read(health: HealthCheck) -> Finding:
    match health.status:
        case Status.PASS:
            return Finding(Outcome.PASS, output=health.output) if health.output else WORKS
        case Status.WARN:
            return Finding(Outcome.WARN, output=health.output)
    reason = health.output or "health() returned fail"
    return Finding(Outcome.FAIL, CheckFailedError(reason), health.output)


def _raised(error: BaseException) -> Finding:
    match error:
        case CheckTimeoutError():
            # Without its traceback, which would keep all its frames with the result.
            return Finding(Outcome.TIMEOUT, error.with_traceback(None))
        case CheckPanicError():
            return Finding(Outcome.PANIC, error)
    panic = CheckPanicError(f"health() raised {type(error).__name__}; see __cause__")
    panic.__cause__ = error
    return Finding(Outcome.PANIC, panic, cancelled=isinstance(error, CancelledError))


def _short(answer: object) -> str:
    try:
        text = repr(answer)
    except BaseException:
        return "(its repr could not be read)"
    return text if len(text) <= 100 else text[:99] + "…"
