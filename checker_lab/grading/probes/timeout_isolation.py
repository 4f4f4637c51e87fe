"""Does a timeout affect only its own call?"""

from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.clock import pause, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import Gate
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.fake_service import (
    LONG,
    SHORT,
    SOON,
    FakeService,
    begin,
    call_and_wait,
    check_quick_answer,
    check_timeout,
    is_early,
    is_late,
    wrong_answer,
    wrong_timeout,
)
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["concerns_only_itself"]

NAME = "timeout-isolated"
# Calls that time out concurrently.
MANY = 20


def concerns_only_itself(trial: Trial) -> None:
    """timeout-isolated: calls beside others that hang or time out, after them, and within one."""
    check_quick_answer(trial)
    check_timeout(trial)
    wrong = (
        _judge_beside(trial)
        or _judge_many(trial)
        or _judge_late_answers(trial)
        or _judge_nested(trial)
    )
    if wrong:
        # Its hint is about a call that is alone.
        trial.failed(NAME, wrong, *trial.uncaught_errors(), hint=NOTHING)
    else:
        saw = say("{count} calls timed out, and all others got their own answers", count=MANY)
        trial.passed(NAME, saw)


def _judge_beside(trial: Trial) -> Sentence:
    """Judge a quick call while others hang and have not timed out."""
    gate = Gate()
    for number in range(MANY):
        begin(trial, FakeService(trial, f"hung {number}", gate=gate), LONG).may_hang = True
    pause(0.05 * trial.scale)
    service = FakeService(trial, "quick")
    seconds = SHORT * trial.scale
    call = call_and_wait(trial, service, seconds, seconds + SOON * trial.scale)
    gate.open()
    case = say(
        "with an immediate answer and a timeout of {timeout:g} s, while {count} other calls hung",
        timeout=seconds,
        count=MANY,
    )
    return wrong_answer(call, service, case)


def _judge_many(trial: Trial) -> Sentence:
    short = SHORT * trial.scale
    gate = Gate()
    hung = [FakeService(trial, f"hung {number}", gate=gate) for number in range(MANY)]
    slow = [FakeService(trial, f"slow {number}", 1.5 * short) for number in range(3)]
    late = [begin(trial, service, short) for service in hung]
    good = [begin(trial, service, 5 * short) for service in slow]
    wait_until(lambda: all(call.has_ended for call in good), 5 * short + SOON)
    case = say("while {count} other calls timed out, in a call with 5 times their time", count=MANY)
    wrong = [wrong_answer(*pair, case) for pair in zip(good, slow, strict=True)]
    wait_until(lambda: all(call.has_ended for call in late), SOON * trial.scale)
    wrong.append(_wrong_late(late, short))
    while_they_hang = say("after {count} calls that timed out and still hang", count=MANY)
    wrong.append(_judge_next(trial, while_they_hang))
    gate.open()
    pause(0.05 * trial.scale)
    wrong.append(_judge_next(trial, say("after the late answers of {count} calls", count=MANY)))
    return next(filter(None, wrong), NOTHING)


def _wrong_late(late: list[TimedCall], short: float) -> Sentence:
    """Return what is wrong with the calls that should have timed out."""
    for call in late:
        if not call.has_ended:
            return say(
                "of {count} concurrent calls, one had not timed out after {seconds:.1f} s",
                count=len(late),
                seconds=call.seconds,
            )
    for call in late:
        if call.error is None or is_early(call.seconds, short):
            return say(
                "of {count} concurrent calls without an answer, one ended after {seconds:.2f} s: "
                "{how}",
                count=len(late),
                seconds=call.seconds,
                how=say("it returned") if call.error is None else error_line(call.error),
            )
    longest = max(call.seconds for call in late)
    if is_late(longest, short):
        return say(
            "of {count} concurrent calls, one timed out only after {seconds:.2f} s",
            count=len(late),
            seconds=longest,
        )
    return NOTHING


def _judge_next(trial: Trial, after: Sentence) -> Sentence:
    service = FakeService(trial, "next")
    call = call_and_wait(trial, service, 2 * trial.scale, 2.5 * trial.scale)
    return wrong_answer(call, service, say("{after}, in the next call", after=after))


def _judge_late_answers(trial: Trial) -> Sentence:
    """Judge a call during which the late answer of another one comes, and a late error."""
    short = SHORT * trial.scale
    for error in (None, ValueError("too late")):
        gate = Gate()
        late = FakeService(trial, "late", gate=gate, error=error)
        call_and_wait(trial, late, short, short + SOON * trial.scale)
        service = FakeService(trial, "next", short)
        call = begin(trial, service, 3 * short)
        pause(0.5 * short)
        gate.open()
        wait_until(lambda: call.has_ended, 3 * short + SOON * trial.scale)  # noqa: B023 (ends here)
        if error is None:
            case = say("in a call during which the late answer of another one came")
        else:
            case = say("in a call during which another one's get_health() raised, too late")
        if wrong := wrong_answer(call, service, case):
            return wrong
    return NOTHING


def _judge_nested(trial: Trial) -> Sentence:
    """Judge a call within a call: once the inner one times out first, and once the outer one."""
    short = SHORT * trial.scale
    return _judge_inner_first(trial, short, 4 * short) or _judge_outer_first(
        trial, 4 * short, short
    )


def _judge_inner_first(trial: Trial, inner: float, outer: float) -> Sentence:
    """The get_health() of the outer call has an answer of its own, for want of another."""
    code = trial.learners.code
    hung, fallback = FakeService(trial, "hung", gate=Gate()), FakeService(trial, "fallback")

    def plain() -> Any:
        try:
            return code(hung.get_health, inner)
        except TimeoutError:
            return fallback.answer

    async def in_a_task() -> Any:
        try:
            return await code(hung.get_health, inner)
        except TimeoutError:
            return fallback.answer

    call = _begin_nested(trial, in_a_task if trial.is_async else plain, inner, outer)
    wait_until(lambda: call.has_ended, inner + SOON * trial.scale)
    case = say(
        "in a call with a timeout of {outer:g} s, whose get_health() makes another call, with a "
        "timeout of {inner:g} s, and answers when that has timed out",
        outer=outer,
        inner=inner,
    )
    return wrong_answer(call, fallback, case)


def _judge_outer_first(trial: Trial, inner: float, outer: float) -> Sentence:
    code = trial.learners.code
    hung = FakeService(trial, "hung", gate=Gate())

    def plain() -> Any:
        return code(hung.get_health, inner)

    async def in_a_task() -> Any:
        return await code(hung.get_health, inner)

    call = _begin_nested(trial, in_a_task if trial.is_async else plain, inner, outer)
    wait_until(lambda: call.has_ended, outer + SOON * trial.scale)
    case = say(
        "in a call with a timeout of {outer:g} s, whose get_health() makes another call, with a "
        "timeout of {inner:g} s and no answer",
        outer=outer,
        inner=inner,
    )
    if not call.has_ended:
        return say(
            "{case}, it had not timed out after {seconds:.1f} s", case=case, seconds=call.seconds
        )
    return wrong_timeout(call, outer, case)


def _begin_nested(trial: Trial, health: Callable[[], Any], inner: float, outer: float) -> TimedCall:
    trial.doing(
        say(
            "calling it with a timeout of {inner:g} s in a call with one of {outer:g} s",
            inner=inner,
            outer=outer,
        )
    )
    return trial.runner.begin("a nested call", trial.learners.code, health, outer)
