"""Does stop() hold at any moment, also when it is the worst one?

Each scene has a checker of its own, and runs in virtual time only.
"""

import inspect
from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.clock import now, pause, wait_until
from checker_lab.grading.child.items import Act, Item, async_sleep
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import name_all
from checker_lab.grading.probes.stop_calls import StopWatch, returns_in_a_lull
from checker_lab.grading.requirements import STOPPED
from checker_lab.grading.sentences import Sentence, say

__all__ = ["stops_at_any_moment", "stops_in_a_long_pass"]

INTERVAL = 1
# The part of an interval that a check takes.
BUSY = 0.35
# A moment between two ticks, in intervals after run().
LULL = 1.8
# Parts of an interval after a tick.
MOMENTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.8)
# Seconds before and after a tick.
NEAR = 0.001
# More items than most pools have workers, and the part of an interval that their checks take.
CROWD, QUICK = 90, 0.3
SEE_OTHERS = say("see the probes with one stop()")
# What cannot be judged if stop() does not return.
NEED_STOP = ("stop-ends", "stop-message", "stop-twice")


def stops_at_any_moment(trial: Trial) -> None:
    """stops, stop-ends, stop-message, stop-prompt and stop-twice. It only fails them."""
    if not returns_in_a_lull(trial):
        trial.cannot_judge(SEE_OTHERS)
    for offset in (*(part * INTERVAL for part in MOMENTS), -NEAR, NEAR):
        if _at(trial, offset):
            return
    for scene in (_right_after_run, _during_an_add, _two_in_a_lull, _two_in_a_pass):
        if scene(trial):
            return


def stops_in_a_long_pass(trial: Trial) -> None:
    """stops, stop-ends and stop-message: stop() while many checks run or wait for their turn."""
    watch = StopWatch(trial)
    items = _items(trial, CROWD, QUICK)
    trial.begin_run(INTERVAL, items)
    stop = _stop_at(trial, watch, INTERVAL + 0.1 * INTERVAL)
    if stop.trouble and not returns_in_a_lull(trial):
        trial.cannot_judge(SEE_OTHERS)
    when = say("in the middle of a pass of {count} items", count=CROWD)
    _judge(trial, watch, stop, when)


def _at(trial: Trial, offset: float) -> bool:
    watch = StopWatch(trial)
    trial.begin_run(INTERVAL, _items(trial))
    stop = _stop_at(trial, watch, 2 * INTERVAL + offset)
    before = say("{seconds:.3f} s before a tick", seconds=-offset)
    after = say("{seconds:.3f} s after a tick", seconds=offset)
    return _judge(trial, watch, stop, before if offset < 0 else after)


def _stop_at(trial: Trial, watch: StopWatch, seconds: float) -> TimedCall:
    """Call stop() so many seconds after run(), and follow it."""
    stop = watch.stop_at(trial.zero + seconds)
    wait_until(lambda: False, stop.started_at - now())
    watch.follow(stop)
    return stop


def _right_after_run(trial: Trial) -> bool:
    """Let nobody move between run() and stop(), and then let each move once."""
    return any(_after_run(trial, moves) for moves in (0, 1))


def _after_run(trial: Trial, moves: int) -> bool:
    watch = StopWatch(trial)
    items = _items(trial)
    trial.checked(trial.make(INTERVAL))
    for item in items:
        trial.checked(trial.method("add", item))
    trial.zero = trial.timeline.mark(say("run() and stop()"))
    checker = trial.checker
    run_and_stop: Callable[[], Any]
    if trial.is_async:

        async def run_and_stop() -> Any:
            value = checker.run()
            if inspect.iscoroutine(value):
                await value
            for _ in range(moves):
                await async_sleep(0)
            await checker.stop()

    else:

        def run_and_stop() -> Any:
            checker.run()
            for _ in range(moves):
                pause(0)
            checker.stop()

    stop = trial.runner.begin("stop()", run_and_stop)
    watch.follow(stop)
    # A task that is cancelled before its first step runs none of its code: it prints nothing.
    may_be_silent = trial.is_async and not moves
    when = say("right after run()")
    return _judge(trial, watch, stop, when, may_be_silent=may_be_silent)


def _during_an_add(trial: Trial) -> bool:
    """What becomes of the add() is not judged."""
    watch = StopWatch(trial)
    trial.begin_run(INTERVAL, _items(trial))
    moment = trial.zero + 1.2 * INTERVAL
    item = trial.item("new")
    watch.call_at(moment, "add()", lambda: trial.checker.add(item))
    stop = _stop_at(trial, watch, 1.2 * INTERVAL)
    return _judge(trial, watch, stop, say("at the same moment as add()"))


def _two_in_a_lull(trial: Trial) -> bool:
    return _two_at_once(trial, LULL * INTERVAL)


def _two_in_a_pass(trial: Trial) -> bool:
    return _two_at_once(trial, 2.1 * INTERVAL)


def _two_at_once(trial: Trial, seconds: float) -> bool:
    watch = StopWatch(trial)
    trial.begin_run(INTERVAL, _items(trial))
    moment = trial.zero + seconds
    calls = [watch.stop_at(moment) for _ in range(2)]
    wait_until(lambda: False, moment - now())
    watch.follow(*calls)
    pause(0.1)
    wrong = next((call for call in calls if call.trouble), None)
    if wrong is not None:
        shown = [] if wrong.error is None else [trial.error(wrong.error)]
        saw = say("of two calls at the same moment, one {trouble}", trouble=wrong.trouble)
        trial.failed("stop-twice", saw, *shown, trial.timetable())
    elif len(watch.printed) != 1:
        saw = say(
            "two calls of stop() at the same moment printed {line!r} {count:time|times}",
            line=STOPPED,
            count=len(watch.printed),
        )
        trial.failed("stop-twice", saw, trial.timetable())
    else:
        return False
    return True


def _items(trial: Trial, count: int = 3, busy: float = BUSY) -> list[Item]:
    return [trial.item(f"item {n}", *_acts(busy * INTERVAL, n)) for n in range(1, count + 1)]


def _acts(seconds: float, number: int) -> list[Act]:
    """Return acts so that the checks of the items end in another order in each pass."""
    return [Act(seconds=seconds * (1 - 0.2 * ((number + turn) % 3))) for turn in range(4)]


def _judge(
    trial: Trial,
    watch: StopWatch,
    stop: TimedCall,
    when: Sentence,
    *,
    may_be_silent: bool = False,
) -> bool:
    """Judge one stop(), and return whether anything was wrong."""
    left = trial.runner.running()
    if stop.trouble:
        shown = [] if stop.error is None else [trial.error(stop.error)]
        saw = say("called {when}, {trouble}", when=when, trouble=stop.trouble)
        trial.failed("stop-prompt", saw, *shown, trial.timetable(), blocks=NEED_STOP)
        return True
    pause(1.2 * INTERVAL)
    late = watch.late_checks(stop)
    times = len(watch.printed)
    if late:
        saw = say(
            "stop() was called {when}: {count:check|checks} started after it had returned, the "
            "first, of {item!r}, {after:.3f} s later",
            when=when,
            count=len(late),
            item=late[0].item,
            after=late[0].started_at - (stop.ended_at or 0.0),
        )
        trial.failed("stops", saw, trial.timetable())
    elif left:
        saw = say(
            "stop() was called {when}: {left} had not ended {limit:.1f} s later",
            when=when,
            left=name_all(left),
            limit=watch.limit,
        )
        trial.failed("stop-ends", saw, trial.timetable())
    elif times != 1 and not (times == 0 and may_be_silent):
        saw = say(
            "stop() was called {when}: {line!r} was printed {count:time|times}",
            when=when,
            line=STOPPED,
            count=times,
        )
        trial.failed("stop-message", saw, trial.timetable())
    elif watch.message.too_early:
        saw = say(
            "stop() was called {when}: when {line!r} was printed, {left} had not ended",
            when=when,
            line=STOPPED,
            left=watch.message.too_early,
        )
        trial.failed("stop-message", saw, trial.timetable())
    else:
        return False
    return True
