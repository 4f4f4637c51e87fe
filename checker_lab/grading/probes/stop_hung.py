"""Does stop() return while checks hang, and what becomes of these checks?"""

from asyncio import CancelledError, current_task
from typing import Any

from checker_lab.grading.child.clock import is_virtual, now, pause, wait_until
from checker_lab.grading.child.items import Act, AsyncItem, Gate
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import lane_of, name_all
from checker_lab.grading.probes.stop_calls import StopWatch, returns_in_a_lull
from checker_lab.grading.requirements import STOPPED
from checker_lab.grading.sentences import Sentence, say

__all__ = ["stops_with_hung_checks"]

INTERVAL = 0.25
# Virtual seconds for which the checks go on hanging after stop().
PATIENCE = 10.0
# What cannot be judged if stop() does not return.
NEED_STOP = ("stop-ends", "stop-message", "stop-twice")


def stops_with_hung_checks(trial: Trial) -> None:
    """stop-prompt, while a check hangs since the first pass and another since a later one."""
    interval = trial.pick_interval(1, INTERVAL)
    gate = Gate()
    watch = StopWatch(trial)
    hung = trial.item("hung", Act(gate=gate))
    later = trial.item("hung later", Act(), Act(), Act(gate=gate))
    quick = trial.item("quick")
    trial.begin_run(interval, [hung, later, quick])
    trial.wait_for_check(hung, 1.5)
    # A checker that does nothing more while a check hangs is judged by no-overlap.
    wait_until(lambda: later.calls > 2 and quick.calls > 2, 3.5 * interval)
    stop = watch.stop_now(is_hung=True)
    if stop.error is not None:
        _judge_error(trial, stop)
    trial.doing(say("watching what goes on after stop()"))
    if trial.is_async and stop.has_ended:
        _judge_cancelled(trial, watch, stop)
    if is_virtual() and stop.has_ended:
        wait_until(lambda: watch.printed, PATIENCE)
    opened_at = trial.timeline.mark(say("the hung checks may end"))
    gate.open()
    wait_until(lambda: not trial.runner.running(), watch.limit)
    pause(interval)
    if not _judge_hung_stop(trial, watch, stop, opened_at):
        return
    _judge_aftermath(trial, interval, watch, stop)
    if trial.is_async and is_virtual():
        _remark_on_a_stubborn_check(trial, interval)


def _judge_error(trial: Trial, stop: TimedCall) -> None:
    """Blame stop() for its error, unless it raises one without a hung check too."""
    if stop.error is not None and returns_in_a_lull(trial):
        saw = say("while checks hung, {trouble}", trouble=stop.trouble)
        trial.failed("stop-prompt", saw, trial.error(stop.error), by_time=False)
    trial.cannot_judge(stop.trouble)


def _judge_cancelled(trial: Trial, watch: StopWatch, stop: TimedCall) -> None:
    wait_until(lambda: not trial.timeline.in_flight(), watch.limit)
    left = trial.timeline.in_flight()
    if left:
        # Those that hung before stop() say the most.
        first = min(left, key=lambda one: one.started_at)
        trial.failed("stop-ends", _why_it_hangs(watch, stop, first), trial.timetable())


def _why_it_hangs(watch: StopWatch, stop: TimedCall, check: ObservedCheck) -> Sentence:
    """Say why a check is in flight long after stop()."""
    if check.started_at < stop.started_at:
        return say(
            "{limit:.1f} s after stop() the task in which the check of {item!r} hangs had not been "
            "cancelled",
            limit=watch.limit,
            item=check.item,
        )
    values = {"item": check.item, "after": check.started_at - stop.started_at}
    survivor = watch.survivor_of(check)
    if survivor is not None:
        return say(
            "{task} had been cancelled, but caught the CancelledError and went on: {after:.2f} s "
            "after stop() it checked {item!r} again, and that check hangs",
            task=name_all([survivor]),
            **values,
        )
    return say(
        "a check of {item!r} that started {after:.2f} s after stop() had been called hangs, and "
        "nothing cancels it",
        **values,
    )


def _judge_hung_stop(trial: Trial, watch: StopWatch, stop: TimedCall, opened_at: float) -> bool:
    """Judge how long stop() took, and return whether it returned while checks hung."""
    printed = watch.printed
    if stop.ended_at is None or stop.ended_at >= opened_at:
        saw = say(
            "while checks hung, stop() had not returned after {limit:.1f} s", limit=watch.limit
        )
        shown = trial.timetable()
        if not returns_in_a_lull(trial):
            trial.cannot_judge(say("stop() does not return without a hung check either"))
        trial.failed("stop-prompt", saw, shown, blocks=NEED_STOP)
        return False
    if printed and printed[0] > opened_at:
        saw = say(
            "{line!r} was printed only after the hung checks had ended, {seconds:.1f} s after "
            "stop()",
            line=STOPPED,
            seconds=opened_at - stop.started_at,
        )
        trial.failed("stop-prompt", saw, trial.timetable())
    elif printed and printed[0] > stop.started_at + watch.limit + 0.1:
        saw = say(
            "while checks hung, {line!r} was printed {seconds:.1f} s after stop()",
            line=STOPPED,
            seconds=printed[0] - stop.started_at,
        )
        trial.failed("stop-prompt", saw, trial.timetable())
    else:
        # stop-message reports a line that is never printed.
        saw = say("with hung checks stop() took {seconds:.2f} s", seconds=stop.seconds)
        trial.passed("stop-prompt", saw)
    return True


def _judge_aftermath(trial: Trial, interval: float, watch: StopWatch, stop: TimedCall) -> None:
    late = watch.late_checks(stop, tolerance=0.3 * interval)
    if late:
        trial.failed("stops", _went_on(watch, stop, late[0]), trial.timetable())
    if len(watch.printed) > 1:
        saw = say(
            "with hung checks, {line!r} was printed {count:time|times}",
            line=STOPPED,
            count=len(watch.printed),
        )
        trial.failed("stop-message", saw, trial.printed(), by_time=False)
    left: list[Any] = trial.runner.running()
    if left and not trial.timeline.in_flight():
        saw = say(
            "{left} had not ended {limit:.1f} s after the hung checks had",
            left=name_all(left),
            limit=watch.limit,
        )
        trial.failed("stop-ends", saw, trial.timetable(map(lane_of, left)))


def _went_on(watch: StopWatch, stop: TimedCall, late: ObservedCheck) -> Sentence:
    after = late.started_at - (stop.ended_at or 0.0)
    survivor = watch.survivor_of(late)
    if survivor is not None:
        return say(
            "checks hung when stop() was called; {task} had been cancelled, but caught the "
            "CancelledError and went on: {item!r} was checked {after:.2f} s after stop() had "
            "returned",
            task=name_all([survivor]),
            item=late.item,
            after=after,
        )
    return say(
        "checks hung when stop() was called, and {after:.2f} s after it had returned {item!r} was "
        "checked",
        after=after,
        item=late.item,
    )


def _remark_on_a_stubborn_check(trial: Trial, interval: float) -> None:
    """Say what a check does to stop() that swallows its cancellation.

    Most of asyncio waits for such a task, so a checker that does is not wrong.
    """
    gate = Gate()
    watch = StopWatch(trial)
    item = _StubbornItem("stubborn", trial.timeline, (Act(gate=gate),))
    trial.begin_run(interval, [item])
    wait_until(lambda: item.calls, interval)
    stop = watch.stop_now(is_hung=True)
    if not stop.has_ended:
        saw = say("a check that swallows its cancellation would keep stop() from returning")
        trial.remark("stop-prompt", saw)
    gate.open()
    wait_until(lambda: not trial.runner.running(), watch.limit)


class _StubbornItem(AsyncItem):
    """Its check goes on waiting at the gate, however often it is cancelled."""

    async def health(self) -> bool:
        check, act = self._start(current_task())
        while act.gate is not None:
            try:
                await act.gate.wait_async()
                break
            except CancelledError:
                continue
        check.ended_at = now()
        return True
