"""Does a timeout come in time, affect only its own call, and leave nothing behind?"""

from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.clock import pause, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import Gate, async_sleep
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import name_all

__all__ = ["concerns_only_itself", "leaves_nothing", "times_out"]

# Seconds: a timeout that passes during the probe, and one that never does.
SHORT, LONG = 0.3, 30.0
# Seconds within which a call must return that has nothing to wait for.
SOON = 1.0
# Calls that time out concurrently, and calls of a round.
MANY = 20
ROUND = 5


class ExpectedAnswer:
    """What get_health() returns; nothing else equals it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"<the answer {self._name}>"


class FakeService:
    """A `get_health()` that answers after some seconds, and once its gate is open.

    Attributes:
        calls, returns: how often it was called, and how often it returned or was cancelled.
    """

    def __init__(
        self, trial: Trial, name: str, seconds: float = 0.0, gate: Gate | None = None
    ) -> None:
        self.answer = ExpectedAnswer(name)
        self.calls = 0
        self.returns = 0
        self._seconds = seconds
        self._gate = gate
        self.get_health: Callable[[], Any] = self._async if trial.is_async else self._plain

    def _plain(self) -> ExpectedAnswer:
        self.calls += 1
        try:
            pause(self._seconds)
            if self._gate is not None:
                self._gate.wait()
            return self.answer
        finally:
            self.returns += 1

    async def _async(self) -> ExpectedAnswer:
        self.calls += 1
        try:
            await async_sleep(self._seconds)
            if self._gate is not None:
                await self._gate.wait_async()
            return self.answer
        finally:
            self.returns += 1


def _begin(trial: Trial, service: FakeService, seconds: float) -> TimedCall:
    trial.doing(f"calling it with a timeout of {seconds:g} s")
    name = trial.learners.name
    return trial.runner.begin(f"{name}()", trial.learners.code, service.get_health, seconds)


def _call(trial: Trial, service: FakeService, seconds: float, limit: float) -> TimedCall:
    call = _begin(trial, service, seconds)
    wait_until(lambda: call.has_ended, limit)
    return call


def times_out(trial: Trial) -> None:
    """times-out: a quick answer, one that comes just in time, and none at all."""
    for judge in (_judge_quick, _judge_in_time, _judge_late):
        wrong = judge(trial)
        if wrong:
            trial.failed("times-out", wrong, *trial.uncaught_errors())
            return
    seconds = SHORT * trial.scale
    saw = (
        f"a quick answer came immediately, a slow one in time, and TimeoutError after {seconds:g} s"
    )
    trial.passed("times-out", saw)


def _judge_quick(trial: Trial) -> str:
    service = FakeService(trial, "quick")
    call = _call(trial, service, LONG, SOON * trial.scale)
    what = f"with an immediate answer and a timeout of {LONG:g} s"
    if not call.has_ended:
        return f"{what}, it had not returned after {call.seconds:.1f} s"
    return _wrong_answer(call, service, what)


def _judge_in_time(trial: Trial) -> str:
    seconds = 2 * SHORT * trial.scale
    service = FakeService(trial, "in time", 0.5 * seconds)
    call = _call(trial, service, seconds, seconds + SOON * trial.scale)
    what = f"with an answer after {0.5 * seconds:g} s and a timeout of {seconds:g} s"
    return _wrong_answer(call, service, what)


def _wrong_answer(call: TimedCall, service: FakeService, what: str) -> str:
    """Return what is wrong with a call that should have returned the answer; "" if nothing is."""
    if not call.has_ended:
        return f"{what}, it had not returned after {call.seconds:.1f} s"
    if isinstance(call.error, TimeoutError):
        return f"{what}, it raised TimeoutError after {call.seconds:.2f} s"
    if call.error is not None:
        return f"{what}, it raised {error_line(call.error)}"
    if call.value is not service.answer:
        return f"{what}, it returned {str(call.value)[:60]!r} and not what get_health() returned"
    return ""


def _judge_late(trial: Trial) -> str:
    seconds = SHORT * trial.scale
    gate = Gate()
    service = FakeService(trial, "never", gate=gate)
    call = _call(trial, service, seconds, seconds + 0.5 * trial.scale)
    waited = call.seconds
    in_time = call.has_ended
    gate.open()
    what = f"with no answer and a timeout of {seconds:g} s"
    if not in_time:
        wait_until(lambda: call.has_ended, SOON * trial.scale)
        then = "it returned when get_health() did" if call.has_ended else "nor later"
        return f"{what}, it had not returned after {waited:.2f} s; {then}"
    if call.error is None:
        return f"{what}, it returned {str(call.value)[:60]!r} and raised no TimeoutError"
    if not isinstance(call.error, TimeoutError):
        return f"{what}, it raised {error_line(call.error)}, which is not a TimeoutError"
    if waited < 0.85 * seconds:
        return f"{what}, it raised TimeoutError after {waited:.2f} s: too early"
    return ""


def concerns_only_itself(trial: Trial) -> None:
    """timeout-isolated: concurrent calls, some of which time out, and one after them."""
    short = SHORT * trial.scale
    gate = Gate()
    hung = [FakeService(trial, f"hung {number}", gate=gate) for number in range(MANY)]
    slow = [FakeService(trial, f"slow {number}", 1.5 * short) for number in range(3)]
    late = [_begin(trial, service, short) for service in hung]
    good = [_begin(trial, service, 5 * short) for service in slow]
    wait_until(lambda: all(call.has_ended for call in good), 5 * short + SOON)
    wrong = [
        _wrong_answer(
            call,
            service,
            f"while {MANY} other calls timed out, in a call with 5 times their timeout",
        )
        for call, service in zip(good, slow, strict=True)
    ]
    wait_until(lambda: all(call.has_ended for call in late), SOON * trial.scale)
    wrong.append(_wrong_late(late, short))
    wrong.append(_judge_next(trial, f"after {MANY} calls that timed out and still hang"))
    gate.open()
    pause(0.05 * trial.scale)
    wrong.append(_judge_next(trial, f"after the late answers of {MANY} calls"))
    found = [text for text in wrong if text]
    if found:
        trial.failed("timeout-isolated", found[0], *trial.uncaught_errors())
    else:
        saw = f"{MANY} calls timed out, and all others got their own answers in time"
        trial.passed("timeout-isolated", saw)


def _wrong_late(late: list[TimedCall], short: float) -> str:
    """Return what is wrong with the calls that should have timed out; "" if nothing is."""
    for call in late:
        if not call.has_ended:
            return (
                f"of {len(late)} concurrent calls, one had not timed out after {call.seconds:.1f} s"
            )
    for call in late:
        if call.error is None or call.seconds < 0.85 * short:
            how = "returned an answer" if call.error is None else error_line(call.error)
            return f"of {len(late)} concurrent calls, one ended after {call.seconds:.2f} s: {how}"
    longest = max(call.seconds for call in late)
    if longest > 2 * short + 0.5:
        return f"of {len(late)} concurrent calls, one timed out only after {longest:.2f} s"
    return ""


def _judge_next(trial: Trial, what: str) -> str:
    service = FakeService(trial, "next")
    call = _call(trial, service, 2 * trial.scale, 2.5 * trial.scale)
    return _wrong_answer(call, service, f"{what}, the next call should get its answer, but")


def leaves_nothing(trial: Trial) -> None:
    """leaves-nothing: rounds of calls that time out and get their answers later."""
    left: list[int] = []
    for number in (1, 2, 3):
        gate = Gate()
        services = [FakeService(trial, f"{number}.{n}", gate=gate) for n in range(ROUND)]
        before = len(trial.runner.running())
        wrong = _time_out_all(trial, services)
        hanging = len(trial.runner.running()) - before
        wrong = wrong or _too_many(trial, services, hanging)
        gate.open()
        if wrong:
            trial.failed("leaves-nothing", wrong, *trial.uncaught_errors())
            return
        left.append(_left_after(trial, left))
    wrong = _judge_answered(trial)
    if wrong:
        trial.failed("leaves-nothing", wrong, *trial.uncaught_errors())
    else:
        _judge_left(trial, left)


def _time_out_all(trial: Trial, services: list[FakeService]) -> str:
    seconds = 0.5 * SHORT * trial.scale
    calls = [_begin(trial, service, seconds) for service in services]
    wait_until(lambda: all(call.has_ended for call in calls), seconds + 1.5 * SOON * trial.scale)
    if not all(call.has_ended for call in calls):
        trial.cannot_judge("calls that should time out do not return: see times-out")
    if not any(service.calls for service in services):
        trial.cannot_judge("get_health() was not called: see times-out")
    pause(0.05 * trial.scale)
    return ""


def _too_many(trial: Trial, services: list[FakeService], hanging: int) -> str:
    if trial.is_async:
        wait_until(lambda: not trial.runner.running(), 0.5 * trial.scale)
        left = trial.runner.running()
        if left or any(service.calls > service.returns for service in services):
            return f"0.5 s after {ROUND} timeouts the late calls had not been cancelled" + (
                f": {name_all(left)}" if left else ""
            )
        return ""
    if hanging > ROUND:
        return f"{ROUND} calls that hang left {hanging} threads, more than one each"
    return ""


def _judge_answered(trial: Trial) -> str:
    """Does what waits for the timeout end when the answer has come?"""
    before = len(trial.runner.running())
    for number in range(ROUND):
        _call(trial, FakeService(trial, f"answered {number}"), LONG, SOON * trial.scale)
    wait_until(lambda: len(trial.runner.running()) <= before, SOON * trial.scale)
    left = len(trial.runner.running()) - before
    if left < ROUND:
        return ""
    names = name_all(trial.runner.running())
    return (
        f"{ROUND} calls that were answered immediately, with a timeout of {LONG:g} s, left {names}"
    )


def _left_after(trial: Trial, before: list[int]) -> int:
    """Return how many threads and tasks are left when all late answers have come."""
    most = before[-1] if before else 0
    wait_until(lambda: len(trial.runner.running()) <= most, SOON * trial.scale)
    return len(trial.runner.running())


def _judge_left(trial: Trial, left: list[int]) -> None:
    """Judge what is left: a pool may keep its workers, but their number must not grow."""
    first, *_, last = left
    if last > first and last >= len(left):
        names = name_all(trial.runner.running())
        saw = (
            f"{ROUND * len(left)} calls that timed out and got their answers later left {last} "
            f"threads or tasks, more with every round: {names}"
        )
        # The first round's have had seconds to end. If they are all still there, they never will.
        by_time = last < ROUND * len(left)
        trial.failed("leaves-nothing", saw, *trial.uncaught_errors(), by_time=by_time)
    elif last:
        saw = f"{last} threads are kept for later calls, and their number does not grow"
        trial.passed("leaves-nothing", saw)
    else:
        trial.passed("leaves-nothing", "nothing was left after the late answers had come")
