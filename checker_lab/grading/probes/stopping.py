"""Does stop() end the checks and everything that runs for them, soon, and report it once?"""

from typing import Any

from checker_lab.grading.child.clock import now, pause, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import StopMessageWatch, hold_the_turn, name_all
from checker_lab.grading.requirements import STOPPED

__all__ = ["stops", "stops_at_any_moment", "stops_promptly", "stops_with_a_hung_check"]

INTERVAL = 0.25
# Longer than any probe: code that ends only at the next tick does not end.
LONG = 30.0
# Seconds within which a run must have ended.
SOON = 1.0
# Seconds for which no other thread may run between stop() and its message.
ALONE = 0.5
# The moments of a pass at which stop() is called.
MOMENTS = 10


def stops(trial: Trial) -> None:
    """stops, stop-ends, stop-message and stop-twice: stop() between two ticks."""
    interval = INTERVAL * trial.scale
    items = [trial.item(name, Act(seconds=0.15 * interval)) for name in ("a", "b", "c")]
    watch = StopMessageWatch(trial)
    trial.begin_run(interval, items)
    trial.wait_for_check(items[0], 1.5)
    _wait_for_a_lull(trial, interval, items)
    stop = _stop(trial)
    trial.doing("watching what goes on after stop()")
    wait_until(lambda: False, 2.4 * interval)
    _judge_stop(trial, interval, stop)
    _judge_end(trial, stop)
    before = len(trial.output.moments_of(STOPPED))
    second = trial.method("stop")
    pause(0.1 * trial.scale)
    printed = trial.output.moments_of(STOPPED)
    _judge_second_stop(trial, second, len(printed) - before)
    _judge_message(trial, stop, printed, watch)


def stops_at_any_moment(trial: Trial) -> None:
    """stops, stop-ends and stop-message: stop() at each tenth of a pass. It only fails them."""
    for tenth in range(MOMENTS):
        items = [trial.item(name, Act(seconds=0.35 * INTERVAL)) for name in ("a", "b", "c")]
        checks, printed = len(trial.timeline.checks), len(trial.output.moments_of(STOPPED))
        trial.begin_run(INTERVAL, items)
        wait_until(lambda: items[-1].calls > 1, 3 * INTERVAL)  # noqa: B023 (it ends before the next)
        pause(tenth / MOMENTS * INTERVAL)
        stop = _stop(trial)
        if not stop.has_ended or stop.error is not None:
            trial.cannot_judge("see the probes with one stop()")
        wait_until(lambda: not trial.runner.running(), 2 * INTERVAL + SOON)
        if _fails_at(trial, tenth / MOMENTS, stop, checks, printed):
            return


def _fails_at(trial: Trial, moment: float, stop: TimedCall, checks: int, printed: int) -> bool:
    """Judge a stop() in a part of a pass, with the checks and the messages that were before it."""
    when = f"stop() {moment * INTERVAL:.3f} s after a pass had begun"
    assert stop.ended_at is not None
    pause(1.2 * INTERVAL)
    late = [one for one in trial.timeline.checks[checks:] if one.started_at > stop.ended_at]
    times = len(trial.output.moments_of(STOPPED)) - printed
    left = trial.runner.running()
    if late:
        after = late[0].started_at - stop.ended_at
        saw = f"{when}: a check of {late[0].item!r} started {after:.3f} s after it had returned"
        trial.failed("stops", saw, trial.timetable())
    elif times != 1:
        trial.failed("stop-message", f"{when}: {STOPPED!r} was printed {times} times")
    elif left:
        trial.failed("stop-ends", f"{when}: {name_all(left)} did not end", trial.timetable())
    return bool(late or times != 1 or left)


def _wait_for_a_lull(trial: Trial, interval: float, items: list[Item]) -> None:
    """Wait until the second pass is over."""
    wait_until(lambda: all(item.calls > 1 for item in items), 2.5 * interval)
    wait_until(lambda: not trial.timeline.in_flight(), 0.5 * interval)


def _stop(trial: Trial) -> TimedCall:
    before = hold_the_turn(ALONE)
    trial.timeline.mark("stop()")
    call = trial.begin_method("stop")
    wait_until(lambda: call.has_ended, 1.5 * trial.scale)
    hold_the_turn(before)
    if call.has_ended:
        trial.timeline.mark("stop() returned")
    return call


def _judge_stop(trial: Trial, interval: float, stop: TimedCall) -> None:
    if stop.error is not None:
        trial.failed("stops", stop.trouble, trial.error(stop.error), by_time=False)
        trial.cannot_judge(stop.trouble)
    stopped_at = stop.ended_at or stop.started_at
    late = [
        check for check in trial.timeline.checks if check.started_at > stopped_at + 0.3 * interval
    ]
    if late:
        after = late[0].started_at - stopped_at
        what = "had returned" if stop.has_ended else "was called"
        saw = (
            f"a check of {late[0].item!r} started {after:.2f} s after stop() {what}; {len(late)} "
            "checks in all started after it"
        )
        is_one_pass = len({check.item for check in late}) == len(late)
        trial.failed("stops", saw, trial.timetable(), by_time=is_one_pass)
    else:
        trial.passed("stops", f"no check started in the {2.4 * interval:.1f} s after stop()")


def _judge_end(trial: Trial, stop: TimedCall) -> None:
    if not stop.has_ended:
        saw = f"{stop.trouble}, while no check was in flight"
        trial.failed("stop-ends", saw, trial.timetable())
        return
    wait_until(lambda: not trial.runner.running(), SOON * trial.scale)
    left = trial.runner.running()
    if left:
        waited = now() - stop.started_at
        verb = "was" if len(left) == 1 else "were"
        saw = f"{waited:.1f} s after stop() {name_all(left)} {verb} still there"
        trial.failed("stop-ends", saw, trial.timetable())
    else:
        what = "no task and no thread" if trial.is_async else "no thread"
        trial.passed("stop-ends", f"{what} of the checker was left after stop()")


def _judge_second_stop(trial: Trial, second: TimedCall, printed: int) -> None:
    if second.trouble:
        saw = second.trouble.replace("stop()", "the second stop()", 1)
        shown = [] if second.error is None else [trial.error(second.error)]
        trial.failed("stop-twice", saw, *shown, by_time=second.error is None)
    elif printed:
        saw = f"the second stop() printed {STOPPED!r} again"
        trial.failed("stop-twice", saw, trial.printed(), by_time=False)
    else:
        trial.passed("stop-twice", "the second stop() returned, and printed nothing")


def _judge_message(
    trial: Trial, stop: TimedCall, printed: list[float], watch: StopMessageWatch
) -> None:
    early = [moment for moment in printed if moment < stop.started_at]
    if not printed:
        saw = f"{STOPPED!r} was not printed{_nearly(trial)}"
        trial.failed("stop-message", saw, trial.printed())
    elif early:
        saw = f"{STOPPED!r} was printed {stop.started_at - early[0]:.2f} s before stop() was called"
        trial.failed("stop-message", saw, trial.printed(), trial.timetable(), by_time=False)
    elif len(printed) > 1:
        saw = f"{STOPPED!r} was printed {len(printed)} times"
        if watch.too_early:
            saw += f", and the first time {watch.too_early} had not ended"
        trial.failed("stop-message", saw, trial.printed(), by_time=False)
    elif watch.too_early:
        saw = f"when {STOPPED!r} was printed, {watch.too_early} had not ended"
        trial.failed("stop-message", saw, trial.printed())
    elif late := [check for check in trial.timeline.checks if check.started_at > printed[0]]:
        after = late[0].started_at - printed[0]
        saw = f"a check of {late[0].item!r} started {after:.2f} s after {STOPPED!r}"
        trial.failed("stop-message", saw, trial.timetable())
    else:
        trial.passed("stop-message", f"{STOPPED!r} was printed once, when the checks had ended")


def _nearly(trial: Trial) -> str:
    """Return, as the end of a sentence, the printed line that comes near the stop message."""
    texts = [text.strip() for text in trial.output.texts()]
    near = [text for text in texts if STOPPED.split()[0].lower() in text.lower() or "stop" in text]
    return f"; {near[-1][:80]!r} was" if near else ""


def stops_promptly(trial: Trial) -> None:
    """stop-prompt, between two ticks that are far apart."""
    item = trial.item("a")
    watch = StopMessageWatch(trial)
    trial.begin_run(LONG, [item])
    wait_until(lambda: item.calls, 1.0 * trial.scale)
    wait_until(lambda: not trial.timeline.in_flight(), 0.2)
    pause(0.05 * trial.scale)
    stop = trial.begin_method("stop")
    limit = SOON * trial.scale
    wait_until(lambda: stop.has_ended and not trial.runner.running(), limit)
    if stop.error is not None:
        trial.cannot_judge(stop.trouble)
    where = f"between two ticks, with an interval of {LONG:g} s"
    left = _keep_the_run_going(trial, watch)
    if not stop.has_ended:
        trial.failed("stop-prompt", f"{stop.trouble}, {where}", trial.timetable())
    elif left:
        saw = f"{limit:.1f} s after stop() {name_all(left)} had not ended, {where}"
        # If they do not end with a short interval either, stop-ends reports it.
        trial.failed("stop-prompt", saw, trial.timetable(), unless="stop-ends")
    else:
        _pass_prompt(trial, "between two ticks", stop)


def _pass_prompt(trial: Trial, when: str, stop: TimedCall) -> None:
    trial.passed("stop-prompt", f"{when} stop() took {stop.seconds * 1000:.0f} ms")


def _keep_the_run_going(trial: Trial, watch: StopMessageWatch) -> list[Any]:
    """Return who is left of the run itself. stop-ends reports anything else that is left."""
    left = trial.runner.running()
    if trial.output.moments_of(STOPPED) and trial.timeline.checks:
        return watch.at_the_passes(left)
    return left


def stops_with_a_hung_check(trial: Trial) -> None:
    """stop-prompt, while a check hangs; and what becomes of that check."""
    gate = Gate()
    hung, quick = trial.item("hung", Act(gate=gate), Act()), trial.item("quick")
    trial.begin_run(INTERVAL * trial.scale, [hung, quick])
    trial.wait_for_check(hung, 1.5)
    wait_until(lambda: quick.calls, INTERVAL * trial.scale)
    stop = _stop(trial)
    if stop.error is not None:
        trial.cannot_judge(stop.trouble)
    trial.doing("watching what goes on after stop()")
    wait_until(lambda: trial.output.moments_of(STOPPED), SOON * trial.scale)
    _judge_hung_stop(trial, stop)
    if trial.is_async:
        _judge_cancelled(trial, stop)
    before = len(trial.timeline.checks)
    opened_at = trial.timeline.mark("the hung check may end")
    gate.open()
    wait_until(lambda: not trial.runner.running(), SOON * trial.scale)
    _judge_aftermath(trial, stop, before, opened_at)


def _judge_hung_stop(trial: Trial, stop: TimedCall) -> None:
    if not stop.has_ended:
        saw = f"while a check hung, stop() had not returned after {1.5 * trial.scale:.1f} s"
        trial.failed("stop-prompt", saw, trial.timetable())
    elif trial.output.moments_of(STOPPED):
        _pass_prompt(trial, "with a hung check", stop)


def _judge_cancelled(trial: Trial, stop: TimedCall) -> None:
    wait_until(lambda: not trial.timeline.in_flight(), SOON * trial.scale)
    if trial.timeline.in_flight() and stop.has_ended:
        waited = now() - stop.started_at
        saw = f"{waited:.1f} s after stop() the task of a hung check had not been cancelled"
        trial.failed("stop-ends", saw, trial.timetable())


def _judge_aftermath(trial: Trial, stop: TimedCall, before: int, opened_at: float) -> None:
    printed = trial.output.moments_of(STOPPED)
    late = [check for check in trial.timeline.checks[before:] if check.started_at > stop.started_at]
    if late and stop.has_ended:
        saw = f"after the check that hung during stop() had ended, {late[0].item!r} was checked"
        trial.failed("stops", saw, trial.timetable())
    if len(printed) > 1:
        saw = f"with a hung check, {STOPPED!r} was printed {len(printed)} times"
        trial.failed("stop-message", saw, trial.printed(), by_time=False)
    if printed and stop.has_ended and printed[0] > opened_at:
        saw = (
            f"{STOPPED!r} was printed only after a hung check had ended, "
            f"{opened_at - stop.started_at:.1f} s after stop()"
        )
        trial.failed("stop-prompt", saw, trial.timetable())
    elif stop.has_ended and not printed:
        # stop-message reports that the line is never printed.
        _pass_prompt(trial, "with a hung check", stop)
    left = trial.runner.running()
    if left and stop.has_ended and not trial.timeline.in_flight():
        saw = f"after stop(), and after the hung check had ended, {name_all(left)} did not end"
        trial.failed("stop-ends", saw, trial.timetable())
