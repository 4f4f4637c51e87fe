"""Does stop() hold at any moment, also when it is the worst one?

Each scene has a checker of its own, and runs in virtual time only.
"""

import inspect
from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.clock import now, pause, wait_until
from checker_lab.grading.child.items import Act, Item, async_sleep
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import drivers, lane_of, name_all
from checker_lab.grading.probes.slow_starts import CountingTimeline, slow_starts
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
# An interval after whose tick nothing happens by chance.
LONG = 30
# Seconds that each start of a check takes, where that is to take time.
SLOW = 0.05
# Checks of a pass that starts them one after another, in threads and in asyncio, where a task that
# calls stop() gets its turn only after a few steps of the others.
STARTED, STARTED_ASYNC = 3, 8
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
    for scene in (_right_after_run, _after_an_add, _two_in_a_lull, _two_in_a_pass):
        if scene(trial):
            return
    # The last one, since the new item's task or thread may be left, which nobody is blamed for.
    _during_an_add(trial)


def stops_in_a_long_pass(trial: Trial) -> None:
    """stop() while many checks run or wait for their turn, or have not been started. It only fails.

    Judges stops, stop-ends, stop-message and stop-prompt.
    """
    watch = StopWatch(trial)
    items = _items(trial, CROWD, QUICK)
    trial.begin_run(INTERVAL, items)
    stop = _stop_at(trial, watch, INTERVAL + 0.1 * INTERVAL)
    if stop.trouble and not returns_in_a_lull(trial):
        trial.cannot_judge(SEE_OTHERS)
    when = say("in the middle of a pass of {count} items", count=CROWD)
    if _judge(trial, watch, stop, when):
        return
    scene = _among_tasks if trial.is_async else _among_threads
    for is_last in (False, True):
        if scene(trial, is_last=is_last):
            return


def _among_threads(trial: Trial, *, is_last: bool) -> bool:
    """Call stop() when the first or last check of the second pass has started.

    The thread that starts them waits after each start, so it has not gone on yet.
    """
    watch = StopWatch(trial)
    trial.begin_run(LONG, _items(trial, STARTED))
    wait_until(lambda: False, trial.zero + LONG - 1 - now())
    before = len(trial.timeline.checks)
    number = before + (STARTED if is_last else 1)
    with slow_starts(trial.runner, SLOW):
        if not wait_until(lambda: len(trial.timeline.checks) >= number, 2.0):
            return False
    stop = watch.stop_now()
    return _judge(trial, watch, stop, _while_starting(STARTED, is_last), seconds=1.2 * LONG)


def _among_tasks(trial: Trial, *, is_last: bool) -> bool:
    """Call stop() when the first check of a pass has started, or just before the last one does."""
    watch = StopWatch(trial)
    timeline = trial.timeline = CountingTimeline()
    number = STARTED_ASYNC - 2 if is_last else 1
    calls: list[TimedCall] = []
    # How many tasks there were when stop() returned.
    tasks: list[int] = []
    runner: Any = trial.runner

    async def stop_and_count() -> None:
        try:
            await trial.checker.stop()
        finally:
            tasks.append(runner.tasks_made)

    timeline.call_after(number, lambda: calls.append(watch.begin_stop(stop_and_count)))
    trial.begin_run(LONG, _items(trial, STARTED_ASYNC))
    if not wait_until(lambda: calls, 2.0):
        return False
    watch.follow(*calls)

    def is_late(check: ObservedCheck) -> bool:
        is_new = bool(tasks) and getattr(check.task, "number", 0) >= tasks[0]
        return is_new and runner.starter_of(check.task) in drivers(trial)

    late = [check for check in tuple(timeline.checks) if is_late(check)]
    when = _while_starting(STARTED_ASYNC, is_last)
    if late:
        saw = say(
            "stop() was called {when}: {count:check|checks} started after it had returned, the "
            "first of {item!r}",
            when=when,
            count=len(late),
            item=late[0].item,
        )
        trial.failed("stops", saw, trial.timetable())
        return True
    return _judge(trial, watch, calls[0], when, seconds=1.2 * LONG)


def _while_starting(count: int, is_last: bool) -> Sentence:
    if is_last:
        return say("when the last of {count} checks of a pass was starting", count=count)
    return say("when the first of {count} checks of a pass had started", count=count)


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
    """Let no other thread move between run() and stop(), and then let each move once."""
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


def _after_an_add(trial: Trial) -> bool:
    when = say("{seconds:.3f} s after an add()", seconds=NEAR)
    return _beside_an_add(trial, NEAR, when)


def _during_an_add(trial: Trial) -> bool:
    return _beside_an_add(trial, 0.0, say("at the same moment as add()"))


def _beside_an_add(trial: Trial, later: float, when: Sentence) -> bool:
    """What becomes of the item is judged only if its add() has returned before stop()."""
    watch = StopWatch(trial)
    trial.begin_run(INTERVAL, _items(trial))
    moment = trial.zero + 1.2 * INTERVAL
    item = trial.item("new")
    add = watch.call_at(moment, "add()", lambda: trial.checker.add(item))
    stop = _stop_at(trial, watch, 1.2 * INTERVAL + later)
    is_before = add.ended_at is not None and add.ended_at < stop.started_at
    return _judge(trial, watch, stop, when, but="" if is_before else item.id)


def _two_in_a_lull(trial: Trial) -> bool:
    return _two_at_once(trial, LULL * INTERVAL, hesitate=True)


def _two_in_a_pass(trial: Trial) -> bool:
    return _two_at_once(trial, 2.1 * INTERVAL, hesitate=False)


def _two_at_once(trial: Trial, seconds: float, *, hesitate: bool) -> bool:
    watch = StopWatch(trial)
    trial.begin_run(INTERVAL, _items(trial))
    moment = trial.zero + seconds
    calls = [watch.stop_at(moment, hesitates=hesitate) for _ in range(2)]
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
    but: str = "",
    seconds: float = 1.2 * INTERVAL,
) -> bool:
    """Judge one stop(), and what happens in so many seconds after it.

    Args:
        trial: the trial.
        watch: what watched the stop().
        stop: the call.
        when: at which moment it came, in words.
        may_be_silent: may the message be missing?
        but: the id of an item of which nothing is asked, or "".
        seconds: how long to look on after it.

    Returns:
        Was anything wrong?
    """
    left = trial.runner.running()
    if stop.trouble:
        shown = [] if stop.error is None else [trial.error(stop.error)]
        saw = say("called {when}, {trouble}", when=when, trouble=stop.trouble)
        trial.failed("stop-prompt", saw, *shown, trial.timetable(), blocks=NEED_STOP)
        return True
    pause(seconds)
    all_late = watch.late_checks(stop)
    late = [one for one in all_late if one.item != but]
    if len(late) < len(all_late):
        # Its task or thread may well be there.
        left = []
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
        trial.failed("stop-ends", saw, trial.timetable(map(lane_of, left)))
    elif not times and not may_be_silent:
        saw = say("stop() was called {when}: {line!r} was not printed", when=when, line=STOPPED)
        trial.failed("stop-message", saw, trial.timetable())
    elif times > 1:
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
