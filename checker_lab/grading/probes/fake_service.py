"""A `get_health()` that does what a probe wants, calls of it with a timeout, and what is wrong
with how such a call ended.
"""

import inspect
from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.clock import is_virtual, pause, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.guarded import guarded
from checker_lab.grading.child.items import Gate, async_sleep
from checker_lab.grading.child.signals import handler_errors
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import NOTHING, Sentence, hinted, say

__all__ = [
    "CALLED_AGAIN",
    "LATE",
    "LONG",
    "SHORT",
    "SOON",
    "FakeService",
    "begin",
    "call_and_wait",
    "check_quick_answer",
    "check_timeout",
    "how_it_ended",
    "is_early",
    "is_late",
    "no_timeout",
    "wrong_answer",
    "wrong_timeout",
]

# Seconds: a timeout that passes during the probe, and one that never does.
SHORT, LONG = 0.3, 30.0
# Seconds within which a call must return that has nothing to wait for.
SOON = 1.0
# Virtual seconds by which a timeout may come late, for code that polls, and by which it may come
# early, for code that rounds.
LATE, EARLY = 0.11, 0.002
# Characters of a value that are shown.
LONGEST_VALUE = 60
# First hints.
TOO_EARLY = say(
    "What ends the wait too early? `seconds` are seconds, and they count from the call."
)
CALLED_AGAIN = say("Which line calls get_health(), and what makes it run again?")


class _ExpectedAnswer:
    """What get_health() returns; nothing else equals it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"<the answer {self._name}>"


@guarded("answer", "error", "_gate", counters=("calls", "returns"), methods=("_end",))
class FakeService:
    """A `get_health()` that sleeps, waits for its gate to open, and then answers or raises.

    Args:
        trial: decides whether `get_health()` is plain or an `async def`.
        name: of its answer, for reports.
        seconds: how long it sleeps.
        gate: where it waits.
        answer: makes what it returns; by default something that nothing else equals.
        error: what it raises instead.

    Attributes:
        is_async: is `get_health()` an `async def`?
        answer: what it returns.
        error: what it raises, or None.
        calls, returns: how often it was called, and how often it returned, raised or was cancelled.
    """

    def __init__(
        self,
        trial: Trial,
        name: str,
        seconds: float = 0.0,
        gate: Gate | None = None,
        *,
        answer: Callable[[], Any] | None = None,
        error: BaseException | None = None,
    ) -> None:
        self.is_async = trial.is_async
        self.answer = answer() if answer else _ExpectedAnswer(name)
        self.error = error
        self.calls = 0
        self.returns = 0
        self._seconds = seconds
        self._gate = gate
        self.get_health: Callable[[], Any] = self._async if trial.is_async else self._plain

    def _plain(self) -> Any:
        self.calls += 1
        try:
            pause(self._seconds)
            if self._gate is not None:
                self._gate.wait()
            return self._end()
        finally:
            self.returns += 1

    async def _async(self) -> Any:
        self.calls += 1
        try:
            await async_sleep(self._seconds)
            if self._gate is not None:
                await self._gate.wait_async()
            return self._end()
        finally:
            self.returns += 1

    # How reports name the task of a call.
    _async.__qualname__ = "get_health"

    def _end(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.answer


def begin(trial: Trial, service: FakeService, seconds: float) -> TimedCall:
    """Call the learner's function and do not wait."""
    trial.doing(say("calling it with a timeout of {seconds:g} s", seconds=seconds))
    name = trial.learners.name
    return trial.runner.begin(f"{name}()", trial.learners.code, service.get_health, seconds)


def call_and_wait(trial: Trial, service: FakeService, seconds: float, limit: float) -> TimedCall:
    """Call the learner's function and wait until it returns, for `limit` seconds at most."""
    call = begin(trial, service, seconds)
    wait_until(lambda: call.has_ended, limit)
    return call


def check_quick_answer(trial: Trial) -> None:
    """Make sure that a call returns an immediate answer.

    Raises:
        NotReachedError: it does not, which times-out reports.
    """
    service = FakeService(trial, "quick")
    call = call_and_wait(trial, service, LONG, SOON * trial.scale)
    if wrong_answer(call, service, NOTHING):
        trial.cannot_judge(say("a call does not return an immediate answer: see times-out"))


def check_timeout(trial: Trial) -> None:
    """Make sure that a call without an answer times out.

    Raises:
        NotReachedError: it does not, which times-out reports.
    """
    gate = Gate()
    seconds = 0.5 * SHORT * trial.scale
    service = FakeService(trial, "never", gate=gate)
    call = call_and_wait(trial, service, seconds, seconds + SOON * trial.scale)
    has_ended = call.has_ended
    gate.open()
    wait_until(lambda: service.returns, SOON * trial.scale)
    if not has_ended or wrong_timeout(call, seconds, NOTHING):
        trial.cannot_judge(
            say("a call without an answer does not time out as it should: see times-out")
        )


def is_early(waited: float, seconds: float) -> bool:
    """Did a call time out before its time was over?"""
    return waited < (seconds - EARLY if is_virtual() else 0.85 * seconds)


def is_late(waited: float, seconds: float) -> bool:
    """Did a call time out too late? In real time the machine may be to blame for some of it."""
    return waited > (seconds + LATE if is_virtual() else 2 * seconds + 0.5)


def how_it_ended(call: TimedCall) -> Sentence:
    """Return how a call ended, as the part of a sentence that follows "it"."""
    if not call.has_ended:
        return say("had not returned after {seconds:.1f} s", seconds=call.seconds)
    if call.error is None:
        return say("returned {value}", value=_shown(call.value))
    return say(
        "raised {error}, after {seconds:.2f} s", error=error_line(call.error), seconds=call.seconds
    )


def wrong_answer(call: TimedCall, service: FakeService, case: Sentence) -> Sentence:
    """Return what is wrong with a call that should have returned the answer.

    Args:
        call: the call.
        service: what was called.
        case: what the call was like: "with an immediate answer".
    """
    if not call.has_ended or call.error is not None:
        return _no_answer(call, service, case)
    if inspect.isawaitable(call.value):
        return _awaitable(call, service, case)
    if call.value is not service.answer:
        return hinted(
            say(
                "{case}, it returned {value} and not what get_health() returned",
                case=case,
                value=_shown(call.value),
            ),
            say(
                "Which way does the answer take from get_health() to your "
                "`return`, and what else may be returned there?"
            ),
        )
    if service.calls > 1:
        return hinted(
            say(
                "{case}, it called get_health() {count:time|times}; each call asks once",
                case=case,
                count=service.calls,
            ),
            CALLED_AGAIN,
        )
    return NOTHING


def no_timeout(waited: float, case: Sentence, *, when_answered: bool) -> Sentence:
    """Return what is wrong with a call that has not timed out.

    Args:
        waited: how long it had taken when its get_health() returned.
        case: what the call was like.
        when_answered: did the call return then?
    """
    for error in handler_errors():
        return say(
            "{case}, a signal raised {error}, in the main thread and not in the call: checks run "
            "in other threads, so a signal cannot end a call",
            case=case,
            error=error_line(error),
        )
    if when_answered:
        return say(
            "{case}, it had not returned after {seconds:.2f} s; it returned when get_health() did",
            case=case,
            seconds=waited,
        )
    return say(
        "{case}, it had not returned after {seconds:.2f} s, nor when get_health() had",
        case=case,
        seconds=waited,
    )


def _no_answer(call: TimedCall, service: FakeService, case: Sentence) -> Sentence:
    if isinstance(call.error, ValueError) and "main thread" in str(call.error):
        return say(
            "{case}, it raised {error}: Python allows signals in the main thread only, and "
            "checks run in other threads, so a signal cannot end a call",
            case=case,
            error=error_line(call.error),
        )
    if isinstance(call.error, TimeoutError):
        return _untimely(call, service, case)
    return say("{case}, it {ended}", case=case, ended=how_it_ended(call))


def _untimely(call: TimedCall, service: FakeService, case: Sentence) -> Sentence:
    if not service.calls:
        return say(
            "{case}, it raised TimeoutError after {seconds:.2f} s and had not called get_health() "
            "by then",
            case=case,
            seconds=call.seconds,
        )
    return hinted(
        say(
            "{case}, it raised TimeoutError after {seconds:.2f} s",
            case=case,
            seconds=call.seconds,
        ),
        TOO_EARLY,
    )


def _awaitable(call: TimedCall, service: FakeService, case: Sentence) -> Sentence:
    """Return that a call returned something to await in place of an answer."""
    if inspect.iscoroutine(call.value):
        call.value.close()  # or Python would warn that nobody awaited it
    if not service.is_async:
        return say(
            "{case}, it returned something to await, and not an answer: a function for asyncio has "
            "to be an `async def`, and one for threads returns the answer itself",
            case=case,
        )
    if getattr(call.value, "__qualname__", "") == service.get_health.__qualname__:
        return say(
            "{case}, it returned the coroutine of get_health() and not its answer: here "
            "get_health is an `async def`, whose call has to be awaited",
            case=case,
        )
    return say(
        "{case}, it returned a task or a coroutine, and not its result: await it first", case=case
    )


def wrong_timeout(call: TimedCall, seconds: float, case: Sentence) -> Sentence:
    """Return what is wrong with a call that has ended and should have timed out."""
    waited = call.seconds
    if call.error is None:
        return hinted(
            say(
                "{case}, it returned {value} and raised no TimeoutError",
                case=case,
                value=_shown(call.value),
            ),
            say(
                "In which line does your code know that the time is over, and "
                "what does it do then: return something, or raise TimeoutError?"
            ),
        )
    if not isinstance(call.error, TimeoutError):
        return hinted(
            say(
                "{case}, it raised {error}, which is not a TimeoutError",
                case=case,
                error=error_line(call.error),
            ),
            say(
                "Which line raises this error when the time is over, and where "
                "can your code raise TimeoutError instead?"
            ),
        )
    if is_early(waited, seconds):
        return hinted(
            say(
                "{case}, it raised TimeoutError after {seconds:.2f} s: too early",
                case=case,
                seconds=waited,
            ),
            TOO_EARLY,
        )
    if is_late(waited, seconds):
        return say(
            "{case}, it raised TimeoutError only after {seconds:.2f} s",
            case=case,
            seconds=waited,
        )
    return NOTHING


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except BaseException:
        text = f"a {type(value).__name__}"
    return text[:LONGEST_VALUE]
