"""Does stop() end the checks and everything that runs for them, and report it once?

Here it comes in a lull: between two ticks, while no check is in flight.
"""

from typing import NoReturn

from checker_lab.grading.child.clock import is_virtual, pause, wait_until
from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import lane_of, name_all, runs_passes
from checker_lab.grading.probes.near_lines import difference, nearest
from checker_lab.grading.probes.stop_calls import StopWatch, returns_in_a_lull
from checker_lab.grading.requirements import STOPPED
from checker_lab.grading.sentences import Sentence, say
from checker_lab.grading.verdicts import Evidence

__all__ = ["stops", "stops_promptly"]

INTERVAL = 0.25
# Longer than any probe: code that ends only at the next tick does not end.
LONG = 30.0
# Virtual seconds after which the message does not come any more.
LATEST = 10.0
# What cannot be judged if stop() does not return.
NEED_STOP = ("stop-ends", "stop-message", "stop-twice")


def stops(trial: Trial) -> None:
    """stops, stop-ends, stop-message and stop-twice."""
    interval = trial.pick_interval(1, INTERVAL)
    watch = StopWatch(trial)
    items = [trial.item(name, Act(seconds=0.15 * interval)) for name in ("a", "b", "c")]
    trial.begin_run(interval, items)
    trial.wait_for_check(items[0], 1.5)
    _wait_for_a_lull(trial, interval, items)
    stop = watch.stop_now()
    trial.doing(say("watching what goes on after stop()"))
    left = trial.runner.running()
    is_late = not stop.has_ended
    wait_until(lambda: False, 2.4 * interval)
    goes_on = _judge_stop(trial, interval, watch, stop)
    if is_late:
        _judge_late_return(trial, stop)
    _judge_end(trial, watch, left, goes_on=goes_on)
    if is_virtual():
        # A line that comes too late was printed all the same: stop-prompt reports that.
        wait_until(lambda: watch.printed, LATEST)
    printed = watch.printed
    # One that takes as long as the first one did is no mistake of its own.
    second = trial.method("stop", seconds=watch.limit + (stop.seconds if is_late else 0.0))
    second.name = say("the second stop()")
    pause(0.1 * trial.scale)
    _judge_message(trial, stop, watch, printed)
    _judge_second_stop(trial, second, len(watch.printed) - len(printed))
    if is_virtual():
        _add_after_stop(trial, interval)


def _wait_for_a_lull(trial: Trial, interval: float, items: list[Item]) -> None:
    """Wait until the second pass is over."""
    wait_until(lambda: all(item.calls > 1 for item in items), 2.5 * interval)
    wait_until(lambda: not trial.timeline.in_flight(), 0.5 * interval)


def _judge_stop(trial: Trial, interval: float, watch: StopWatch, stop: TimedCall) -> bool:
    """Judge whether checks started after stop(), and return it."""
    late = watch.late_checks(stop, tolerance=0.3 * interval)
    shown = [] if stop.error is None else [trial.error(stop.error)]
    if late:
        is_one_pass = len({check.item for check in late}) == len(late)
        saw = _went_on(watch, stop, late)
        trial.failed("stops", saw, *shown, trial.timetable(), by_time=is_one_pass)
    elif woken := watch.checks_of_stop(stop):
        trial.failed("stops", _made_a_pass(woken), *shown, trial.timetable())
    else:
        seconds = 2.4 * interval
        trial.passed(
            "stops", say("no check started in {seconds:.1f} s after stop()", seconds=seconds)
        )
    if stop.trouble:
        _judge_trouble(trial, watch, stop, shown, is_known=bool(late))
    return bool(late)


def _judge_trouble(
    trial: Trial, watch: StopWatch, stop: TimedCall, shown: list[Evidence], *, is_known: bool
) -> NoReturn:
    """Blame a stop() that raised or did not return, unless a failure that is known names it."""
    if stop.error is None:
        saw = say(
            "stop() had not returned after {limit:.1f} s, while no check was in flight",
            limit=watch.limit,
        )
        trial.failed("stop-prompt", saw, trial.timetable(), blocks=NEED_STOP)
        trial.cannot_judge(saw)
    if not is_known:
        trial.failed("stop-prompt", stop.trouble, *shown, by_time=False, blocks=NEED_STOP)
    trial.cannot_judge(stop.trouble)


def _judge_late_return(trial: Trial, stop: TimedCall) -> None:
    if stop.ended_at is not None:
        trial.timeline.moments.append((stop.ended_at, say("{name} returned", name=stop.name)))
    saw = say("stop() took {seconds:.1f} s, while no check was in flight", seconds=stop.seconds)
    trial.failed("stop-prompt", saw, trial.timetable())


def _went_on(watch: StopWatch, stop: TimedCall, late: list[ObservedCheck]) -> Sentence:
    since = stop.started_at if stop.ended_at is None else stop.ended_at
    values = {"item": late[0].item, "after": late[0].started_at - since, "count": len(late)}
    if stop.error is not None:
        return say(
            "{trouble}, and the checks went on: {count:check|checks} started after it",
            trouble=stop.trouble,
            **values,
        )
    survivor = watch.survivor_of(late[0])
    if survivor is not None:
        return say(
            "{task} had been cancelled, but caught the CancelledError and went on: a check of "
            "{item!r} started {after:.2f} s after stop(); {count:check|checks} in all started "
            "after it",
            task=name_all([survivor]),
            **values,
        )
    if stop.ended_at is None:
        return say(
            "a check of {item!r} started {after:.2f} s after stop() was called, which had not "
            "returned either; {count:check|checks} in all started after it",
            **values,
        )
    return say(
        "a check of {item!r} started {after:.2f} s after stop() had returned; "
        "{count:check|checks} in all started after it",
        **values,
    )


def _made_a_pass(checks: list[ObservedCheck]) -> Sentence:
    return say(
        "stop() was called between two ticks, and {count:check|checks} started at that moment, the "
        "first of {item!r}",
        count=len(checks),
        item=checks[0].item,
    )


def _judge_end(trial: Trial, watch: StopWatch, left: list[object], *, goes_on: bool) -> None:
    if left:
        saw = say(
            "{left} had not ended {limit:.1f} s after stop()",
            left=name_all(left),
            limit=watch.limit,
        )
        trial.failed("stop-ends", saw, trial.timetable(map(lane_of, left)))
    elif goes_on:
        # Between two passes of a chain of timers there is nothing to find.
        trial.not_reached("stop-ends", say("the passes go on after stop(): see stops"))
    elif trial.is_async:
        trial.passed("stop-ends", say("no task and no thread of the checker was left after stop()"))
    else:
        trial.passed("stop-ends", say("no thread of the checker was left after stop()"))


def _judge_second_stop(trial: Trial, second: TimedCall, printed: int) -> None:
    if second.trouble:
        shown = [] if second.error is None else [trial.error(second.error)]
        trial.failed("stop-twice", second.trouble, *shown, by_time=second.error is None)
    elif printed:
        saw = say("the second stop() printed {line!r} again", line=STOPPED)
        trial.failed("stop-twice", saw, trial.printed(), by_time=False)
    else:
        trial.passed(
            "stop-twice", say("the second stop() returned and did not print the line again")
        )


def _judge_message(trial: Trial, stop: TimedCall, watch: StopWatch, printed: list[float]) -> None:
    too_early = watch.message.too_early
    early = [moment for moment in printed if moment < stop.started_at]
    if not printed:
        texts = trial.output.texts()
        trial.failed("stop-message", difference(STOPPED, nearest(STOPPED, texts)), trial.printed())
    elif early:
        saw = say(
            "{line!r} was printed {before:.2f} s before stop() was called",
            line=STOPPED,
            before=stop.started_at - early[0],
        )
        trial.failed("stop-message", saw, trial.printed(), trial.timetable(), by_time=False)
    elif len(printed) > 1:
        saw = say("{line!r} was printed {count:time|times}", line=STOPPED, count=len(printed))
        trial.failed("stop-message", saw, trial.printed(), by_time=False)
    elif too_early:
        saw = say("when {line!r} was printed, {left} had not ended", line=STOPPED, left=too_early)
        trial.failed("stop-message", saw, trial.printed())
    elif late := [check for check in trial.timeline.checks if check.started_at > printed[0]]:
        saw = say(
            "a check of {item!r} started {after:.2f} s after {line!r} was printed",
            item=late[0].item,
            after=late[0].started_at - printed[0],
            line=STOPPED,
        )
        trial.failed("stop-message", saw, trial.timetable())
    else:
        saw = say("{line!r} was printed once, after the passes had ended", line=STOPPED)
        trial.passed("stop-message", saw)


def _add_after_stop(trial: Trial, interval: float) -> None:
    """Remark whether the item is checked: what an add() after stop() does is not stated."""
    item = trial.item("added after stop()")
    trial.method("add", item, seconds=0.1)
    if wait_until(lambda: item.calls, 2 * interval):
        trial.remark("stops", say("but an item that was added after stop() was checked"))


def stops_promptly(trial: Trial) -> None:
    """stop-prompt, between two ticks that are far apart, and who waits for the next one."""
    watch = StopWatch(trial)
    items = [trial.item(name) for name in ("a", "b", "c")]
    trial.begin_run(LONG, items)
    wait_until(lambda: all(item.calls for item in items), 1.0 * trial.scale)
    wait_until(lambda: not trial.timeline.in_flight(), 0.2)
    pause(0.05 * trial.scale)
    stop = watch.stop_now()
    if stop.error is not None:
        trial.cannot_judge(stop.trouble)
    left = trial.runner.running()
    if not stop.has_ended:
        saw = say(
            "stop() had not returned after {limit:.1f} s, between two ticks, with an interval of "
            "{interval:g} s",
            limit=watch.limit,
            interval=LONG,
        )
        shown = trial.timetable()
        if not returns_in_a_lull(trial):
            trial.cannot_judge(say("stop() does not return with a short interval either"))
        trial.failed("stop-prompt", saw, shown, blocks=NEED_STOP)
        return
    # Between two ticks, nothing that does the passes is needed any more. Others may have a timeout.
    at_the_passes = runs_passes(trial, left)
    if at_the_passes or (left and not watch.printed):
        trial.failed("stop-ends", _not_ended(watch, left), trial.timetable(map(lane_of, left)))
    is_silent = not watch.printed
    if is_virtual():
        _look_after_the_next_tick(
            trial, watch, stop, [one for one in left if one not in at_the_passes]
        )
    if is_silent and watch.printed:
        saw = say(
            "{line!r} was printed {seconds:.1f} s after stop(), between two ticks, with an "
            "interval of {interval:g} s",
            line=STOPPED,
            seconds=watch.printed[0] - stop.started_at,
            interval=LONG,
        )
        trial.failed("stop-prompt", saw, trial.timetable())
    else:
        seconds = stop.seconds
        trial.passed(
            "stop-prompt", say("between two ticks stop() took {seconds:.2f} s", seconds=seconds)
        )


def _not_ended(watch: StopWatch, left: list[object]) -> Sentence:
    return say(
        "{left} had not ended {limit:.1f} s after stop(), between two ticks, with an interval of "
        "{interval:g} s",
        left=name_all(left),
        limit=watch.limit,
        interval=LONG,
    )


def _look_after_the_next_tick(
    trial: Trial, watch: StopWatch, stop: TimedCall, left: list[object]
) -> None:
    """Judge what else was left, and what happens in the time for which the code was to wait."""
    printed = len(watch.printed)
    wait_until(lambda: False, 1.2 * LONG)
    late = watch.late_checks(stop)
    if late:
        trial.failed("stops", _went_on(watch, stop, late), trial.timetable())
    elif left and printed:
        trial.failed("stop-ends", _not_ended(watch, left), trial.timetable(map(lane_of, left)))
    if printed == 1 and len(watch.printed) > 1:
        saw = say("{line!r} was printed again at the next tick", line=STOPPED)
        trial.failed("stop-message", saw, trial.printed())
