"""Does a call leave nothing behind that stays, or that disturbs its caller later?"""

import asyncio
import contextlib
import gc
from typing import Any

from checker_lab.grading.child.clock import pause, wait_until
from checker_lab.grading.child.items import Gate, async_sleep
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.fake_service import (
    LONG,
    SHORT,
    SOON,
    FakeService,
    begin,
    call_and_wait,
)
from checker_lab.grading.probes.leftovers import name_all
from checker_lab.grading.sentences import NOTHING, Sentence, hinted, say

__all__ = ["leaves_nothing"]

NAME = "leaves-nothing"
NOT_CANCELLED = say(
    "The time is over, and get_health() goes on. What cancels it, and what keeps the cancellation "
    "from it?"
)
# Calls of a round.
ROUND = 5
# Threads that a call may need while get_health() hangs.
EACH = 2

_Cancelled = asyncio.CancelledError


def leaves_nothing(trial: Trial) -> None:
    """leaves-nothing: calls that time out, get their answers later, or end early."""
    left: list[list[Any]] = []
    for number in (1, 2, 3):
        gate = Gate()
        services = [FakeService(trial, f"{number}.{n}", gate=gate) for n in range(ROUND)]
        before = len(trial.runner.running())
        _time_out_all(trial, services)
        # The first round may make a pool for all later calls.
        more = len(trial.runner.running()) - before if number > 1 else 0
        wrong = _too_many(trial, services, more)
        gate.open()
        if wrong:
            trial.failed(NAME, wrong, *trial.uncaught_errors())
            return
        left.append(_left_after(trial, left))
    wrong = _judge_answered(trial) or _judge_raised(trial) or _judge_caller(trial)
    if wrong:
        trial.failed(NAME, wrong, *trial.uncaught_errors())
    else:
        _judge_left(trial, left)


def _time_out_all(trial: Trial, services: list[FakeService]) -> None:
    seconds = 0.5 * SHORT * trial.scale
    calls = [begin(trial, service, seconds) for service in services]
    wait_until(lambda: all(call.has_ended for call in calls), seconds + 1.5 * SOON * trial.scale)
    if not all(call.has_ended for call in calls):
        trial.cannot_judge(say("calls that should time out do not return: see times-out"))
    if not any(service.calls for service in services):
        trial.cannot_judge(say("get_health() was not called: see times-out"))
    pause(0.05 * trial.scale)


def _too_many(trial: Trial, services: list[FakeService], hanging: int) -> Sentence:
    """Judge what calls that hang have left: as many more threads, or tasks."""
    if not trial.is_async:
        if hanging <= EACH * ROUND:
            return NOTHING
        return hinted(
            say(
                "{calls} calls that hang left {count} more threads, more than {each} each",
                calls=ROUND,
                count=hanging,
                each=EACH,
            ),
            say(
                "Which threads does a call start besides the one that asks, and "
                "what ends each of them?"
            ),
        )
    wait_until(lambda: not trial.runner.running(), 0.5 * trial.scale)
    asking = sum(service.calls > service.returns for service in services)
    return _not_ended(trial.runner.running(), asking)


def _not_ended(left: list[Any], asking: int) -> Sentence:
    """Return what is wrong with tasks, and perhaps threads, that are left after timeouts.

    Args:
        left: these tasks and threads.
        asking: how many calls there are whose get_health() has not ended.
    """
    if cancelled := [one for one in left if _was_cancelled(one)]:
        return hinted(
            say(
                "0.5 s after {calls} timeouts {count:task|tasks} had been cancelled and had not "
                "ended: {left}",
                calls=ROUND,
                count=len(cancelled),
                left=name_all(cancelled),
            ),
            say(
                "A task that is cancelled gets a CancelledError. Where does your "
                "code catch it, and what does the task wait for afterwards?"
            ),
        )
    if asking and left:
        return hinted(
            say(
                "0.5 s after {calls} timeouts {count} of the late get_health() had not been "
                "cancelled: {left}",
                calls=ROUND,
                count=asking,
                left=name_all(left),
            ),
            NOT_CANCELLED,
        )
    if asking:
        return hinted(
            say(
                "0.5 s after {calls} timeouts {count} of the late get_health() "
                "had not been cancelled",
                calls=ROUND,
                count=asking,
            ),
            NOT_CANCELLED,
        )
    if left:
        return hinted(
            say(
                "0.5 s after {calls} timeouts every get_health() had ended, and the calls had left "
                "something else: {left}",
                calls=ROUND,
                left=name_all(left),
            ),
            say("Which line starts what is left, and what ends it when the time is over?"),
        )
    return NOTHING


def _was_cancelled(one: Any) -> bool:
    return isinstance(one, asyncio.Task) and one.cancelling() > 0


def _left_after(trial: Trial, before: list[list[Any]]) -> list[Any]:
    """Return which threads and tasks are left when all late answers have come."""
    return _left(trial, len(before[-1]) if before else 0)


def _left(trial: Trial, allowed: int) -> list[Any]:
    """Return which threads and tasks are left soon, once no more than `allowed` are, or later."""
    running = trial.runner.running
    if not wait_until(lambda: len(running()) <= allowed, SOON * trial.scale):
        # The error of a call keeps what its function had, and so an executor, which ends with that.
        gc.collect()
        wait_until(lambda: len(running()) <= allowed, 0.1 * trial.scale)
    return running()


def _judge_answered(trial: Trial) -> Sentence:
    """Does what waits for the timeout end when the answer has come?"""
    before = trial.runner.running()
    for number in range(ROUND):
        call_and_wait(trial, FakeService(trial, f"answered {number}"), LONG, SOON * trial.scale)
    left = _left_since(trial, before)
    if not left:
        return NOTHING
    return hinted(
        say(
            "{calls} calls that were answered immediately, with a timeout of {timeout:g} s, left "
            "{count:thread or task|threads or tasks}: {left}",
            calls=ROUND,
            timeout=LONG,
            count=len(left),
            left=name_all(left),
        ),
        say("Which line starts what is left, and what ends it when the answer has come?"),
    )


def _left_since(trial: Trial, before: list[Any]) -> list[Any]:
    """Return which threads and tasks a round of calls has left, if each call has left one."""
    left = _left(trial, len(before))
    is_one_each = len(left) - len(before) >= ROUND
    return [one for one in left if one not in before] if is_one_each else []


def _judge_raised(trial: Trial) -> Sentence:
    """Does it end too when get_health() has raised?"""
    before = trial.runner.running()
    for number in range(ROUND):
        service = FakeService(trial, f"raised {number}", error=ValueError("no route to host"))
        call = call_and_wait(trial, service, LONG, SOON * trial.scale)
        if not call.has_ended:
            return NOTHING  # passes-errors-on reports it
    left = _left_since(trial, before)
    if not left:
        return NOTHING
    return hinted(
        say(
            "{calls} calls in which get_health() raised immediately, with a "
            "timeout of {timeout:g} s, "
            "left {count:thread or task|threads or tasks}: {left}",
            calls=ROUND,
            timeout=LONG,
            count=len(left),
            left=name_all(left),
        ),
        say("Which line starts what is left, and what ends it when get_health() has raised?"),
    )


def _judge_caller(trial: Trial) -> Sentence:
    """Does a caller go on undisturbed after the call, for longer than the timeout?"""
    if not trial.is_async:
        return NOTHING  # nothing can end a thread
    seconds = 0.5 * SHORT * trial.scale
    ends = (
        (FakeService(trial, "quick"), say("had been answered")),
        (FakeService(trial, "raises", error=ValueError("no")), say("had ended with an error")),
        (FakeService(trial, "never", gate=Gate()), say("had timed out")),
    )
    for service, end in ends:
        cancelled_after = _call_and_go_on(trial, service, seconds)
        if cancelled_after is not None:
            return hinted(
                say(
                    "a call with a timeout of {timeout:g} s {end}, and "
                    "{seconds:.2f} s after it had "
                    "begun its caller was cancelled, which was doing something else by then",
                    timeout=seconds,
                    end=end,
                    seconds=cancelled_after,
                ),
                say(
                    "Which line cancels the caller, and what stops it from doing "
                    "so when the call is over?"
                ),
            )
    return NOTHING


def _call_and_go_on(trial: Trial, service: FakeService, seconds: float) -> float | None:
    """Return after how many seconds a caller was cancelled after its call, or None."""
    code = trial.learners.code
    was_cancelled = False

    async def caller() -> None:
        nonlocal was_cancelled
        with contextlib.suppress(Exception):
            await code(service.get_health, seconds)
        try:
            await async_sleep(3 * seconds)
        except _Cancelled:
            was_cancelled = True

    trial.doing(say("going on after a call"))
    call = trial.runner.begin("a caller that goes on", caller)
    wait_until(lambda: call.has_ended, 4 * seconds + SOON * trial.scale)
    return call.seconds if was_cancelled else None


def _judge_left(trial: Trial, left: list[list[Any]]) -> None:
    """Judge what is left: a pool may keep its workers, but their number must not grow."""
    first, *_, last = map(len, left)
    if last > first and last >= len(left):
        saw = say(
            "{calls} calls that timed out and got their answers later left {count} threads or "
            "tasks, more with every round: {left}",
            calls=ROUND * len(left),
            count=last,
            left=name_all(left[-1]),
        )
        # The first round's have had seconds to end. If they are all still there, they never will.
        by_time = last < ROUND * len(left)
        trial.failed(NAME, saw, *trial.uncaught_errors(), by_time=by_time)
    elif last:
        saw = say(
            "{count:thread|threads} stayed for later calls, and the number does not grow",
            count=last,
        )
        trial.passed(NAME, saw)
    else:
        trial.passed(NAME, say("nothing was left after the late answers had come"))
