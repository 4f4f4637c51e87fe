"""Does a call return the answer as soon as it is there, or time out when its time is over?"""

from typing import Any

from checker_lab.grading.child.clock import pause, wait_until
from checker_lab.grading.child.items import Gate
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.fake_service import (
    LATE,
    LONG,
    SHORT,
    SOON,
    FakeService,
    begin,
    call_and_wait,
    check_quick_answer,
    check_timeout,
    how_it_ended,
    no_timeout,
    wrong_answer,
    wrong_timeout,
)
from checker_lab.grading.sentences import NOTHING, Sentence, hinted, say

__all__ = ["keeps_exact_time", "times_out"]

# Answers that are false, and answers all the same.
FALSE: tuple[Any, ...] = (False, None, 0)
# Timeouts in virtual seconds. The assignment's are whole numbers.
TIMEOUTS = (0.05, 1, 2, 5)
# The one for which the answer comes near the deadline.
NEAR = 1.0
# Calls that time out one after another, and the timeout of each in virtual seconds.
IN_A_ROW, EACH = 20, 0.1


def times_out(trial: Trial) -> None:
    """times-out: a quick answer, one that comes just in time, and none at all."""
    for judge in (_judge_quick, _judge_false_answers, _judge_in_time, _judge_late):
        wrong = judge(trial)
        if wrong:
            trial.failed("times-out", wrong, *trial.uncaught_errors())
            return
    saw = say(
        "a quick answer came immediately, a slow one in time, and TimeoutError after {seconds:g} s",
        seconds=SHORT * trial.scale,
    )
    trial.passed("times-out", saw)


def _judge_quick(trial: Trial) -> Sentence:
    service = FakeService(trial, "quick")
    call = call_and_wait(trial, service, LONG, SOON * trial.scale)
    case = say("with an immediate answer and a timeout of {timeout:g} s", timeout=LONG)
    return wrong_answer(call, service, case)


def _judge_false_answers(trial: Trial) -> Sentence:
    for answer in FALSE:
        service = FakeService(trial, "false", answer=lambda: answer)  # noqa: B023 (called now)
        call = call_and_wait(trial, service, LONG, SOON * trial.scale)
        case = say(
            "with the immediate answer {answer} and a timeout of {timeout:g} s",
            answer=repr(answer),
            timeout=LONG,
        )
        if not call.has_ended or isinstance(call.error, TimeoutError):
            ended = how_it_ended(call)
            return hinted(
                say("{case}, it {ended}, as if there were no answer", case=case, ended=ended),
                say(
                    "False, None and 0 are answers too. By what does your code "
                    "know that an answer has come?"
                ),
            )
        if wrong := wrong_answer(call, service, case):
            return wrong
    return NOTHING


def _judge_in_time(trial: Trial) -> Sentence:
    seconds = 2 * SHORT * trial.scale
    service = FakeService(trial, "in time", 0.5 * seconds)
    call = call_and_wait(trial, service, seconds, seconds + SOON * trial.scale)
    return wrong_answer(call, service, _with_answer(0.5 * seconds, seconds))


def _judge_late(trial: Trial) -> Sentence:
    return _judge_unanswered(trial, SHORT * trial.scale, 0.5 * trial.scale)


def _judge_unanswered(trial: Trial, seconds: float, grace: float) -> Sentence:
    """Judge a call without an answer, which may take `grace` seconds longer than its timeout."""
    gate = Gate()
    call = call_and_wait(trial, FakeService(trial, "never", gate=gate), seconds, seconds + grace)
    waited = call.seconds
    in_time = call.has_ended
    gate.open()
    case = say("with no answer and a timeout of {timeout:g} s", timeout=seconds)
    if in_time:
        return wrong_timeout(call, seconds, case)
    wait_until(lambda: call.has_ended, SOON * trial.scale)
    return no_timeout(waited, case, when_answered=call.has_ended)


def _with_answer(after: float, seconds: float) -> Sentence:
    return say(
        "with an answer after {after:g} s and a timeout of {timeout:g} s",
        after=after,
        timeout=seconds,
    )


def keeps_exact_time(trial: Trial) -> None:
    """times-out: several timeouts, and answers around the deadline. It only fails it."""
    check_quick_answer(trial)
    check_timeout(trial)
    if wrong := _judge_timeouts(trial) or _judge_around_the_deadline(trial, NEAR):
        # If a call spoils a later one, that is not about the time.
        trial.failed("times-out", wrong, *trial.uncaught_errors(), unless="timeout-isolated")


def _judge_timeouts(trial: Trial) -> Sentence:
    for seconds in TIMEOUTS:
        if wrong := _judge_unanswered(trial, seconds, seconds + SOON):
            return wrong
    for number in range(IN_A_ROW):
        if wrong := _judge_unanswered(trial, EACH, SOON):
            return say("in call {number} of a row: {wrong}", number=number + 1, wrong=wrong)
    return NOTHING


def _judge_around_the_deadline(trial: Trial, seconds: float) -> Sentence:
    """Judge three calls: answered just before their deadline, at it, and after it."""
    before, after = 0.8 * seconds, seconds + 2 * LATE
    services = [FakeService(trial, "near", delay) for delay in (before, seconds, after)]
    calls = []
    for service in services:
        calls.append(begin(trial, service, seconds))
        wait_until(lambda: calls[-1].has_ended, 2 * seconds + SOON)
        # The late answer has come, and so nothing is in the way of the next call.
        pause(after + LATE)
    early, at_the_deadline, late = calls
    return (
        wrong_answer(early, services[0], _with_answer(before, seconds))
        or _wrong_at_the_deadline(at_the_deadline, services[1], seconds)
        or _wrong_late(late, seconds, after)
    )


def _wrong_late(call: TimedCall, seconds: float, after: float) -> Sentence:
    case = _with_answer(after, seconds)
    if not call.has_ended:
        return say("{case}, it did not return", case=case)
    return wrong_timeout(call, seconds, case)


def _wrong_at_the_deadline(call: TimedCall, service: FakeService, seconds: float) -> Sentence:
    """Either may win, the answer or the timeout, but one of them has to."""
    case = say("with an answer exactly when the timeout of {timeout:g} s is over", timeout=seconds)
    if call.has_ended and isinstance(call.error, TimeoutError):
        return wrong_timeout(call, seconds, case)
    return wrong_answer(call, service, case)
