"""One check: whatever health() does becomes a result."""

import asyncio
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from checker_lab import CheckPanicError, HealthCheck, Outcome
from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.examine import Examination, examine, examine_async
from checker_lab.testing import AsyncScripted, Scripted


def in_thread(*steps: Any) -> Examination:
    return examine(Scripted("a", *steps))


def in_task(*steps: Any) -> Examination:
    return asyncio.run(examine_async(AsyncScripted("a", *steps)))


both = pytest.mark.parametrize("check", [in_thread, in_task])


@both
@pytest.mark.parametrize(
    ("step", "outcome", "output"),
    [
        (True, Outcome.PASS, ""),
        (False, Outcome.FAIL, ""),
        ("warn", Outcome.WARN, ""),
        (HealthCheck("a", "pass", "fine"), Outcome.PASS, "fine"),
        (HealthCheck("a", "fail", "no disk"), Outcome.FAIL, "no disk"),
    ],
)
def test_answers(
    check: Callable[..., Examination], step: Any, outcome: Outcome, output: str
) -> None:
    finding = check(step)
    assert (finding.outcome, finding.output, finding.cancelled) == (outcome, output, False)


@both
@pytest.mark.parametrize("error", [ValueError("boom"), SystemExit("boom"), KeyboardInterrupt()])
def test_the_text_of_a_panic_has_its_reason(
    check: Callable[..., Examination], error: BaseException
) -> None:
    finding = check(error)
    assert finding.outcome is Outcome.PANIC
    assert isinstance(finding.error, CheckPanicError)
    assert finding.error.__cause__ is error
    name = type(error).__name__
    assert finding.error.raised == (f"{name}: boom" if str(error) else name)
    assert str(finding.error) == f"health() raised {finding.error.raised}"


@both
@pytest.mark.parametrize("answer", [None, 1, "fine", [True]])
def test_what_is_no_health_is_a_panic_that_shows_it(
    check: Callable[..., Examination], answer: Any
) -> None:
    finding = check(lambda: answer)
    assert isinstance(finding.error, CheckPanicError)
    assert finding.error.returned == f"{type(answer).__name__}: {answer!r}"


@both
def test_a_timeout_of_the_item_is_a_timeout_without_frames(
    check: Callable[..., Examination],
) -> None:
    finding = check(CheckTimeoutError(3))
    assert (finding.outcome, finding.error) == (Outcome.TIMEOUT, CheckTimeoutError(3))
    assert finding.error is not None
    assert traceback.extract_tb(finding.error.__traceback__) == []


def test_a_cancellation_is_marked() -> None:
    assert in_task(asyncio.CancelledError()).cancelled
