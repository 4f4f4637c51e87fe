"""Does a timeout come in time, concern only its own call, and leave nothing behind?"""

from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.calls import Call, error_line
from checker_lab.grading.child.items import Gate, async_sleep
from checker_lab.grading.child.timeline import pause, wait_until
from checker_lab.grading.probes.ending import names_of

__all__ = ["concerns_only_itself", "leaves_nothing", "times_out"]

# Seconds: a timeout that is to be waited for, and one that never comes.
SHORT, LONG = 0.3, 30.0
# Seconds within which what needs no time has to come.
SOON = 1.0
MANY = 20
ROUND = 5


class Answer:
    """What get_health() returns: nothing else is equal to it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"<the answer {self._name}>"


class Service:
    """A `get_health()`, which answers after some seconds, or when its gate is opened."""

    def __init__(
        self, bench: Bench, name: str, seconds: float = 0.0, gate: Gate | None = None
    ) -> None:
        self.answer = Answer(name)
        self.began = 0
        self.ended = 0
        self._seconds = seconds
        self._gate = gate
        self.get_health: Callable[[], Any] = self._async if bench.is_async else self._plain

    def _plain(self) -> Answer:
        self.began += 1
        try:
            pause(self._seconds)
            if self._gate is not None:
                self._gate.wait()
            return self.answer
        finally:
            self.ended += 1

    async def _async(self) -> Answer:
        self.began += 1
        try:
            await async_sleep(self._seconds)
            if self._gate is not None:
                await self._gate.wait_async()
            return self.answer
        finally:
            self.ended += 1


def _begin(bench: Bench, service: Service, seconds: float) -> Call:
    bench.doing(f"calling it with a timeout of {seconds:g} s")
    name = bench.learner.name
    return bench.driver.begin(f"{name}()", bench.learner.code, service.get_health, seconds)


def _call(bench: Bench, service: Service, seconds: float, bound: float) -> Call:
    call = _begin(bench, service, seconds)
    wait_until(lambda: call.has_ended, bound)
    return call


def times_out(bench: Bench) -> None:
    """times-out: a quick answer, one that comes just in time, and none at all."""
    for judge in (_judge_quick, _judge_in_time, _judge_late):
        wrong = judge(bench)
        if wrong:
            bench.failed("times-out", wrong, *bench.deaths())
            return
    seconds = SHORT * bench.scale
    saw = f"a quick answer came at once, a slow one in time, and TimeoutError after {seconds:g} s"
    bench.passed("times-out", saw)


def _judge_quick(bench: Bench) -> str:
    service = Service(bench, "quick")
    call = _call(bench, service, LONG, SOON * bench.scale)
    what = f"with an answer at once and a timeout of {LONG:g} s"
    if not call.has_ended:
        return f"{what}, it had not come back after {call.seconds:.1f} s"
    return _wrong_answer(call, service, what)


def _judge_in_time(bench: Bench) -> str:
    seconds = 2 * SHORT * bench.scale
    service = Service(bench, "in time", 0.5 * seconds)
    call = _call(bench, service, seconds, seconds + SOON * bench.scale)
    what = f"with an answer after {0.5 * seconds:g} s and a timeout of {seconds:g} s"
    return _wrong_answer(call, service, what)


def _wrong_answer(call: Call, service: Service, what: str) -> str:
    """What is wrong with how a call ended that should have returned, or ""."""
    if not call.has_ended:
        return f"{what}, it had not come back after {call.seconds:.1f} s"
    if isinstance(call.error, TimeoutError):
        return f"{what}, it raised TimeoutError after {call.seconds:.2f} s"
    if call.error is not None:
        return f"{what}, it raised {error_line(call.error)}"
    if call.value is not service.answer:
        return f"{what}, it returned {str(call.value)[:60]!r} and not what get_health() returned"
    return ""


def _judge_late(bench: Bench) -> str:
    seconds = SHORT * bench.scale
    gate = Gate()
    service = Service(bench, "never", gate=gate)
    call = _call(bench, service, seconds, seconds + 0.5 * bench.scale)
    waited = call.seconds
    in_time = call.has_ended
    gate.open()
    what = f"with no answer and a timeout of {seconds:g} s"
    if not in_time:
        wait_until(lambda: call.has_ended, SOON * bench.scale)
        then = "it came back when get_health() did" if call.has_ended else "nor later"
        return f"{what}, it had not come back after {waited:.2f} s; {then}"
    if call.error is None:
        return f"{what}, it returned {str(call.value)[:60]!r} and raised no TimeoutError"
    if not isinstance(call.error, TimeoutError):
        return f"{what}, it raised {error_line(call.error)}, which is no TimeoutError"
    if waited < 0.85 * seconds:
        return f"{what}, it raised TimeoutError after {waited:.2f} s: too early"
    return ""


def concerns_only_itself(bench: Bench) -> None:
    """timeout-isolated: many calls at once, some of which time out, and one after them."""
    short = SHORT * bench.scale
    gate = Gate()
    hung = [Service(bench, f"hung {number}", gate=gate) for number in range(MANY)]
    slow = [Service(bench, f"slow {number}", 1.5 * short) for number in range(3)]
    late = [_begin(bench, service, short) for service in hung]
    good = [_begin(bench, service, 5 * short) for service in slow]
    wait_until(lambda: all(call.has_ended for call in good), 5 * short + SOON)
    wrong = [
        _wrong_answer(
            call, service, f"while {MANY} other calls timed out, one of 5 times their time"
        )
        for call, service in zip(good, slow, strict=True)
    ]
    wait_until(lambda: all(call.has_ended for call in late), SOON * bench.scale)
    wrong.append(_wrong_late(late, short))
    wrong.append(_judge_next(bench, f"after {MANY} calls that timed out and still hang"))
    gate.open()
    pause(0.05 * bench.scale)
    wrong.append(_judge_next(bench, f"after the late answers of {MANY} calls"))
    found = [text for text in wrong if text]
    if found:
        bench.failed("timeout-isolated", found[0], *bench.deaths())
    else:
        saw = f"{MANY} calls timed out, and all others got their own answers, at once or in time"
        bench.passed("timeout-isolated", saw)


def _wrong_late(late: list[Call], short: float) -> str:
    """Have those that hang timed out, each on its own?"""
    for call in late:
        if not call.has_ended:
            return f"of {len(late)} calls at once, one had not timed out after {call.seconds:.1f} s"
    for call in late:
        if call.error is None or call.seconds < 0.85 * short:
            how = "returned an answer" if call.error is None else error_line(call.error)
            return f"of {len(late)} calls at once, one ended after {call.seconds:.2f} s: {how}"
    longest = max(call.seconds for call in late)
    if longest > 2 * short + 0.5:
        return f"of {len(late)} calls at once, one timed out only after {longest:.2f} s"
    return ""


def _judge_next(bench: Bench, what: str) -> str:
    service = Service(bench, "next")
    call = _call(bench, service, 2 * bench.scale, 2.5 * bench.scale)
    return _wrong_answer(call, service, f"{what}, the next call should get its answer, but")


def leaves_nothing(bench: Bench) -> None:
    """leaves-nothing: rounds of calls that time out, and answer later."""
    left: list[int] = []
    for number in (1, 2, 3):
        gate = Gate()
        services = [Service(bench, f"{number}.{n}", gate=gate) for n in range(ROUND)]
        before = len(bench.driver.running())
        wrong = _time_out_all(bench, services)
        hanging = len(bench.driver.running()) - before
        wrong = wrong or _too_many(bench, services, hanging)
        gate.open()
        if wrong:
            bench.failed("leaves-nothing", wrong, *bench.deaths())
            return
        left.append(_left_after(bench, left))
    wrong = _judge_answered(bench)
    if wrong:
        bench.failed("leaves-nothing", wrong, *bench.deaths())
    else:
        _judge_left(bench, left)


def _time_out_all(bench: Bench, services: list[Service]) -> str:
    seconds = 0.5 * SHORT * bench.scale
    calls = [_begin(bench, service, seconds) for service in services]
    wait_until(lambda: all(call.has_ended for call in calls), seconds + 1.5 * SOON * bench.scale)
    if not all(call.has_ended for call in calls):
        bench.give_up("calls that should time out do not come back: see times-out")
    if not any(service.began for service in services):
        bench.give_up("get_health() was not called: see times-out")
    pause(0.05 * bench.scale)
    return ""


def _too_many(bench: Bench, services: list[Service], hanging: int) -> str:
    if bench.is_async:
        wait_until(lambda: not bench.driver.running(), 0.5 * bench.scale)
        left = bench.driver.running()
        if left or any(service.began > service.ended for service in services):
            return f"0.5 s after {ROUND} timeouts what was late had not been cancelled" + (
                f": {names_of(left)}" if left else ""
            )
        return ""
    if hanging > ROUND:
        return f"{ROUND} calls that hang have left {hanging} threads, more than one each"
    return ""


def _judge_answered(bench: Bench) -> str:
    """What waits for the time to be over has nothing to wait for when the answer has come."""
    before = len(bench.driver.running())
    for number in range(ROUND):
        _call(bench, Service(bench, f"answered {number}"), LONG, SOON * bench.scale)
    wait_until(lambda: len(bench.driver.running()) <= before, SOON * bench.scale)
    left = len(bench.driver.running()) - before
    if left < ROUND:
        return ""
    names = names_of(bench.driver.running())
    return f"{ROUND} calls that were answered at once, of {LONG:g} s at most, have left {names}"


def _left_after(bench: Bench, before: list[int]) -> int:
    """How many are left when all late answers have come."""
    most = before[-1] if before else 0
    wait_until(lambda: len(bench.driver.running()) <= most, SOON * bench.scale)
    return len(bench.driver.running())


def _judge_left(bench: Bench, left: list[int]) -> None:
    """A pool may keep its workers; what grows from round to round is lost for good."""
    first, *_, last = left
    if last > first and last >= len(left):
        names = names_of(bench.driver.running())
        saw = (
            f"of {ROUND * len(left)} calls that timed out, and got their answers later, {last} "
            f"threads or tasks were left, more with every round: {names}"
        )
        # Those of the first round have had seconds to end: if they are all there, they never will.
        by_time = last < ROUND * len(left)
        bench.failed("leaves-nothing", saw, *bench.deaths(), by_time=by_time)
    elif last:
        saw = f"{last} threads are kept for later calls, and no more with every round"
        bench.passed("leaves-nothing", saw)
    else:
        bench.passed("leaves-nothing", "nothing was left when the late answers had come")
