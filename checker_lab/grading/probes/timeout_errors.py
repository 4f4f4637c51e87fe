"""Does a call raise what get_health() raises, and return everything that it returns?"""

from checker_lab.grading.child.clock import pause, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import Gate
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.fake_service import (
    CALLED_AGAIN,
    LONG,
    SHORT,
    SOON,
    FakeService,
    call_and_wait,
    check_quick_answer,
    how_it_ended,
    wrong_answer,
)
from checker_lab.grading.sentences import NOTHING, Sentence, hinted, say

__all__ = ["passes_errors_on"]

NAME = "passes-errors-on"
ERROR_AS_ANSWER = say(
    "An error may be an answer too. How does your code tell what get_health() has returned from "
    "what it has raised?"
)


class ServiceDownError(Exception):
    """An error of the service's own, which is not made from its text alone."""

    def __init__(self, host: str, code: int) -> None:
        super().__init__(f"{host} answered {code}")
        self.host = host
        self.code = code


def passes_errors_on(trial: Trial) -> None:
    """passes-errors-on: errors of several kinds, an error as an answer, and one that is late."""
    check_quick_answer(trial)
    if wrong := _judge_raised(trial) or _judge_returned_error(trial):
        trial.failed(NAME, wrong, *trial.uncaught_errors())
        return
    trial.passed(NAME, say("what get_health() raised came out of the call, immediately"))
    # Each of these needs something else that works.
    if wrong := _judge_own_timeout(trial):
        trial.failed(NAME, wrong, *trial.uncaught_errors(), unless="times-out")
    elif wrong := _judge_late_error(trial):
        trial.failed(NAME, wrong, *trial.uncaught_errors(), unless="timeout-isolated")
    elif wrong := _judge_exit_in_a_task(trial):
        trial.failed(NAME, wrong)


def _judge_raised(trial: Trial) -> Sentence:
    for error in _errors(trial):
        service = FakeService(trial, "error", error=error)
        call = call_and_wait(trial, service, LONG, SOON * trial.scale)
        if not call.has_ended or not _is_same(call.error, error):
            return _wrong_error(call, error)
        if service.calls > 1:
            return hinted(
                say(
                    "get_health() raised {error}, and the call asked it again, "
                    "{count:time|times} in "
                    "all",
                    error=error_line(error),
                    count=service.calls,
                ),
                CALLED_AGAIN,
            )
    return NOTHING


def _errors(trial: Trial) -> list[BaseException]:
    errors: list[BaseException] = [ValueError("no route to host"), KeyError("status")]
    errors.append(ServiceDownError("db", 503))
    if not trial.is_async:
        errors.append(_exit())
    return errors


def _exit() -> SystemExit:
    return SystemExit("the service gave up")


def _judge_exit_in_a_task(trial: Trial) -> Sentence:
    """Judge a SystemExit in asyncio, which may end the event loop instead of the call.

    A task of its own, such as wait_for() makes, lets it out of the loop, and no function can
    prevent that. This comes last, since it disturbs what comes after it.
    """
    if not trial.is_async:
        return NOTHING
    error = _exit()
    call = call_and_wait(trial, FakeService(trial, "exit", error=error), LONG, SOON * trial.scale)
    is_out = any(one is error for one in trial.runner.loop_errors())
    return NOTHING if is_out or _is_same(call.error, error) else _wrong_error(call, error)


def _judge_own_timeout(trial: Trial) -> Sentence:
    """Judge a TimeoutError that comes early. The call may raise one of its own instead."""
    error = TimeoutError("the database did not answer")
    service = FakeService(trial, "early", error=error)
    call = call_and_wait(trial, service, LONG, SOON * trial.scale)
    if call.has_ended and isinstance(call.error, TimeoutError):
        return NOTHING
    return _wrong_error(call, error)


def _wrong_error(call: TimedCall, error: BaseException) -> Sentence:
    return say(
        "get_health() immediately raised {error}; with a timeout of {timeout:g} s, the call "
        "{ended}",
        error=error_line(error),
        timeout=LONG,
        ended=how_it_ended(call),
    )


def _is_same(raised: BaseException | None, error: BaseException) -> bool:
    """Is it this error, or a copy that has everything that this one has?"""
    return raised is error or (
        type(raised) is type(error) and raised.args == error.args and vars(raised) == vars(error)
    )


def _judge_returned_error(trial: Trial) -> Sentence:
    error = ValueError("the last error")
    service = FakeService(trial, "an error", answer=lambda: error)
    call = call_and_wait(trial, service, LONG, SOON * trial.scale)
    if call.has_ended and call.error is error:
        return hinted(
            say(
                "get_health() returned {error} and did not raise it, but the call raised it",
                error=repr(error),
            ),
            ERROR_AS_ANSWER,
        )
    return wrong_answer(
        call,
        service,
        hinted(say("when get_health() returned {error}", error=repr(error)), ERROR_AS_ANSWER),
    )


def _judge_late_error(trial: Trial) -> Sentence:
    """Judge an error that comes after the timeout. A task is cancelled by then."""
    if trial.is_async:
        return NOTHING
    seconds = 0.5 * SHORT * trial.scale
    gate = Gate()
    service = FakeService(trial, "late", gate=gate, error=ValueError("too late"))
    call = call_and_wait(trial, service, seconds, seconds + SOON * trial.scale)
    timed_out = call.has_ended
    before = trial.uncaught_errors()
    gate.open()
    if not timed_out:
        return NOTHING  # times-out reports it
    wait_until(lambda: service.returns, SOON * trial.scale)
    pause(0.05 * trial.scale)
    if trial.uncaught_errors() != before:
        return hinted(
            say(
                "an error that get_health() raised after the timeout was not "
                "caught, and ended a thread"
            ),
            say("The caller has gone when get_health() raises. What catches the error then?"),
        )
    following = FakeService(trial, "next")
    call = call_and_wait(trial, following, LONG, SOON * trial.scale)
    case = say("after an error that came too late, in the next call")
    return wrong_answer(call, following, case)
