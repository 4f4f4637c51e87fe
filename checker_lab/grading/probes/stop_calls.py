"""Calls stop(), and follows it until the run has ended or should have."""

import inspect
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from checker_lab.grading.child.clock import hesitating, is_virtual, now, pause, wait_until
from checker_lab.grading.child.items import async_sleep
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import CheckTimeline, ObservedCheck
from checker_lab.grading.child.trial import NotReachedError, Trial
from checker_lab.grading.probes.leftovers import hold_the_turn
from checker_lab.grading.probes.message_watch import StopMessageWatch
from checker_lab.grading.requirements import STOP_SECONDS, STOPPED
from checker_lab.grading.sentences import say, verbatim

__all__ = ["StopWatch", "returns_in_a_lull"]

# Seconds for which, in real time, no other thread may run between stop() and its message.
ALONE = 0.5
# The interval of a checker that waits for nothing long.
SHORT = 0.2
# Seconds that are granted in addition when a probe runs again in real time.
SLACK = 1.0
# Seconds of virtual time, which is too short for anything to be due by chance.
MOMENT = 0.001


class StopWatch:
    """One run of a checker and its stop().

    It has a timetable of its own, so make it before the items.

    Attributes:
        message: who had not ended when the message was printed.
        survivors: the tasks that had been cancelled when stop() was over, and had not ended.
        limit: seconds within which the run must have ended.
    """

    def __init__(self, trial: Trial) -> None:
        trial.timeline = CheckTimeline()
        self.message = StopMessageWatch(trial)
        # What stop() waits for does not take longer when a probe runs again more slowly.
        self.limit = STOP_SECONDS + (SLACK if trial.scale > 1 else 0.0)
        self.survivors: list[Any] = []
        self._trial = trial
        # The checks that had started when stop() was called.
        self._checks_before = 0
        self._printed_before = len(trial.output.moments_of(STOPPED))

    def stop_now(self, *, is_hung: bool = False) -> TimedCall:
        """Call stop(), and wait until the run has ended, for `limit` at most.

        Args:
            is_hung: does a check hang? Then its thread does not end, and is not waited for.
        """
        # Without this, the owner may well have ended in real time when stop() prints too early.
        before = hold_the_turn(ALONE)
        call = self.begin_stop()
        wait_until(lambda: call.has_ended or self.printed, self.limit)
        hold_the_turn(before)
        self.follow(call, is_hung=is_hung)
        return call

    def begin_stop(self, function: Callable[[], Any] | None = None) -> TimedCall:
        """Call stop(), or a function that calls it, and do not wait."""
        self._trial.timeline.mark("stop()")
        self.message.remember()
        self._checks_before = len(self._trial.timeline.checks)
        if function is not None:
            return self._trial.runner.begin("stop()", function)
        return self._trial.begin_method("stop")

    def stop_at(self, moment: float, *, hesitates: bool = False) -> TimedCall:
        """Call stop() at a moment of virtual time, together with whatever is due just then.

        Args:
            moment: the moment.
            hesitates: may other threads move between any two steps of stop()?
        """

        def stop() -> Any:
            self.message.remember()
            with hesitating() if hesitates else nullcontext():
                return self._trial.checker.stop()

        call = self.call_at(moment, "stop()", stop)
        self._trial.timeline.moments.append((moment, verbatim("stop()")))
        return call

    def call_at(self, moment: float, name: str, function: Callable[[], Any]) -> TimedCall:
        """Call a function of the checker at a moment of virtual time."""
        begin = self._trial.runner.begin
        wait_and_call: Callable[[], Any]
        if self._trial.is_async:

            async def wait_and_call() -> Any:
                await async_sleep(moment - now())
                value = function()
                return await value if inspect.iscoroutine(value) else value

        else:

            def wait_and_call() -> Any:
                pause(max(0.0, moment - now()))
                return function()

        call = begin(name, wait_and_call)
        call.started_at = moment
        return call

    def follow(self, *calls: TimedCall, is_hung: bool = False) -> None:
        """Wait until these calls have returned and the run has ended, for `limit` at most."""
        end = calls[0].started_at + self.limit
        running = self._trial.runner.running

        def have_returned() -> bool:
            return all(call.has_ended for call in calls)

        wait_until(lambda: have_returned() or self.printed, end - now())
        self.message.look_again()
        wait_until(have_returned, end - now())
        wait_until(lambda: self.printed or not running(), end - now())
        self.message.look_again()
        wait_until(lambda: is_hung or not running(), end - now())
        self.survivors = [one for one in running() if _was_cancelled(one)]
        for call in calls:
            if call.ended_at is not None:
                self._trial.timeline.moments.append(
                    (call.ended_at, say("{name} returned", name=call.name))
                )

    @property
    def printed(self) -> list[float]:
        """When the message was printed in this run, each time."""
        return self._trial.output.moments_of(STOPPED)[self._printed_before :]

    def checks_of_stop(self, stop: TimedCall) -> list[ObservedCheck]:
        """Return the checks that started as soon as `stop_now()` called stop(), between two ticks.

        In real time it is unknown why they started: then it returns none.
        """
        later = tuple(self._trial.timeline.checks)[self._checks_before :]
        at_once = [one for one in later if one.started_at < stop.started_at + MOMENT]
        return at_once if is_virtual() else []

    def survivor_of(self, check: ObservedCheck) -> Any:
        """Return the task that made or started this check although it had been cancelled, or None.

        Such a task has caught its CancelledError and gone on.
        """
        makers = (check.task, self._trial.runner.starter_of(check.task))
        return next((one for one in makers if one in self.survivors), None)

    def late_checks(self, stop: TimedCall, tolerance: float = 0.0) -> list[ObservedCheck]:
        """Return the checks that have started after stop(), in real time with a tolerance."""
        since = stop.started_at if stop.ended_at is None else stop.ended_at
        if not is_virtual():
            since += tolerance
        return [one for one in tuple(self._trial.timeline.checks) if one.started_at > since]


def _was_cancelled(one: Any) -> bool:
    return hasattr(one, "cancelling") and one.cancelling() > 0


def returns_in_a_lull(trial: Trial) -> bool:
    """Try whether stop() of a fresh checker returns without an error where it is easiest.

    If it does not, that and no special moment is to blame. Where this cannot be tried, in real time
    or because nothing goes on in the event loop, it is True.
    """
    if not is_virtual():
        return True
    watch = StopWatch(trial)
    item = trial.item("a")
    try:
        trial.begin_run(SHORT, [item])
    except NotReachedError:
        return True
    wait_until(lambda: item.calls > 1, 2 * SHORT)
    pause(0.5 * SHORT)
    return not watch.stop_now().trouble
