"""Does stop() end the checks, all that works for them, and soon, and does it say so once?"""

from typing import Any

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.calls import Call
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.timeline import now, pause, wait_until
from checker_lab.grading.probes.ending import LastWords, hold_the_turn, names_of
from checker_lab.grading.requirements import STOPPED

__all__ = ["stops", "stops_promptly", "stops_with_a_hung_check"]

INTERVAL = 0.25
# Longer than any probe: whoever ends only at the next tick has not ended.
LONG = 30.0
# Seconds within which a run has to have ended.
SOON = 1.0
# Seconds for which no other thread may come between stop() and its message.
ALONE = 0.5


def stops(bench: Bench) -> None:
    """stops, stop-ends, stop-message and stop-twice: stop() between two ticks."""
    interval = INTERVAL * bench.scale
    items = [bench.item(name, Act(seconds=0.15 * interval)) for name in ("a", "b", "c")]
    words = LastWords(bench)
    bench.begin_run(interval, items)
    bench.wait_for_check(items[0], 1.5)
    _wait_for_a_lull(bench, interval, items)
    stop = _stop(bench, "stop()")
    bench.doing("watching what goes on after stop()")
    wait_until(lambda: False, 2.4 * interval)
    _judge_stop(bench, interval, stop)
    _judge_end(bench, stop)
    before = len(bench.printed.moments_of(STOPPED))
    second = bench.method("stop", bound=1.5)
    pause(0.1 * bench.scale)
    printed = bench.printed.moments_of(STOPPED)
    _judge_second_stop(bench, second, len(printed) - before)
    _judge_message(bench, stop, printed, words)


def _wait_for_a_lull(bench: Bench, interval: float, items: list[Item]) -> None:
    """Wait until the second pass is over."""
    wait_until(lambda: all(item.asked > 1 for item in items), 2.5 * interval)
    wait_until(lambda: not bench.timeline.at_work(), 0.5 * interval)


def _stop(bench: Bench, name: str) -> Call:
    before = hold_the_turn(ALONE)
    bench.timeline.mark(name)
    call = bench.begin_method("stop")
    wait_until(lambda: call.has_ended, 1.5 * bench.scale)
    hold_the_turn(before)
    if call.has_ended:
        bench.timeline.mark(f"{name} came back")
    return call


def _judge_stop(bench: Bench, interval: float, stop: Call) -> None:
    if stop.error is not None:
        bench.failed("stops", stop.trouble, bench.error(stop.error), by_time=False)
        bench.give_up(stop.trouble)
    stopped = (stop.ended or stop.began) + 0.3 * interval
    late = [check for check in bench.timeline.checks if check.began > stopped]
    if late:
        after = late[0].began - (stop.ended or stop.began)
        moment = f"{after:.2f} s after stop() " + (
            "had come back" if stop.has_ended else "was called"
        )
        saw = (
            f"a check of {late[0].item!r} began {moment}; {len(late)} checks in all began after it"
        )
        is_one_pass = len({check.item for check in late}) == len(late)
        bench.failed("stops", saw, bench.timetable(), by_time=is_one_pass)
    else:
        bench.passed("stops", f"no check began in the {2.4 * interval:.1f} s after stop()")


def _judge_end(bench: Bench, stop: Call) -> None:
    if not stop.has_ended:
        bench.failed("stop-ends", f"{stop.trouble}, while no check was at work", bench.timetable())
        return
    wait_until(lambda: not bench.driver.running(), SOON * bench.scale)
    left = bench.driver.running()
    if left:
        waited = now() - stop.began
        verb = "was" if len(left) == 1 else "were"
        saw = f"{waited:.1f} s after stop() {names_of(left)} {verb} still there"
        bench.failed("stop-ends", saw, bench.timetable())
    else:
        what = "no task and no thread" if bench.is_async else "no thread"
        bench.passed("stop-ends", f"{what} of the checker was left after stop()")


def _judge_second_stop(bench: Bench, second: Call, printed: int) -> None:
    if second.trouble:
        saw = second.trouble.replace("stop()", "the second stop()", 1)
        shown = [] if second.error is None else [bench.error(second.error)]
        bench.failed("stop-twice", saw, *shown, by_time=second.error is None)
    elif printed:
        saw = f"the second stop() printed {STOPPED!r} again"
        bench.failed("stop-twice", saw, bench.output(), by_time=False)
    else:
        bench.passed("stop-twice", "the second stop() came back, and nothing was printed again")


def _judge_message(bench: Bench, stop: Call, printed: list[float], words: LastWords) -> None:
    early = [moment for moment in printed if moment < stop.began]
    if not printed:
        bench.failed("stop-message", f"{STOPPED!r} was not printed{_nearly(bench)}", bench.output())
    elif early:
        saw = f"{STOPPED!r} was printed {stop.began - early[0]:.2f} s before stop() was called"
        bench.failed("stop-message", saw, bench.output(), bench.timetable(), by_time=False)
    elif len(printed) > 1:
        saw = f"{STOPPED!r} was printed {len(printed)} times"
        if words.too_early:
            saw += f", and the first time {words.too_early} had not ended"
        bench.failed("stop-message", saw, bench.output(), by_time=False)
    elif words.too_early:
        saw = f"when {STOPPED!r} was printed, {words.too_early} had not ended"
        bench.failed("stop-message", saw, bench.output())
    elif late := [check for check in bench.timeline.checks if check.began > printed[0]]:
        after = late[0].began - printed[0]
        saw = f"a check of {late[0].item!r} began {after:.2f} s after {STOPPED!r}"
        bench.failed("stop-message", saw, bench.timetable())
    else:
        bench.passed("stop-message", f"{STOPPED!r} was printed once, when the checks had ended")


def _nearly(bench: Bench) -> str:
    """What was printed that comes near it."""
    texts = [text.strip() for text in bench.printed.texts()]
    near = [text for text in texts if STOPPED.split()[0].lower() in text.lower() or "stop" in text]
    return f"; {near[-1][:80]!r} was" if near else ""


def stops_promptly(bench: Bench) -> None:
    """stop-prompt, between two ticks that are far apart."""
    item = bench.item("a")
    words = LastWords(bench)
    bench.begin_run(LONG, [item])
    wait_until(lambda: item.asked, 1.0 * bench.scale)
    wait_until(lambda: not bench.timeline.at_work(), 0.2)
    pause(0.05 * bench.scale)
    stop = bench.begin_method("stop")
    bound = SOON * bench.scale
    wait_until(lambda: stop.has_ended and not bench.driver.running(), bound)
    if stop.error is not None:
        bench.give_up(stop.trouble)
    where = f"between two ticks, with an interval of {LONG:g} s"
    left = _keep_it_going(bench, words)
    if not stop.has_ended:
        bench.failed("stop-prompt", f"{stop.trouble}, {where}", bench.timetable())
    elif left:
        saw = f"{bound:.1f} s after stop() {names_of(left)} had not ended, {where}"
        # Who does not end with a short interval either never does.
        bench.failed("stop-prompt", saw, bench.timetable(), unless="stop-ends")
    else:
        bench.passed("stop-prompt", f"between two ticks it took {stop.seconds * 1000:.0f} ms")


def _keep_it_going(bench: Bench, words: LastWords) -> list[Any]:
    """Those without whom the run would be over. What else is left is told under stop-ends."""
    left = bench.driver.running()
    if bench.printed.moments_of(STOPPED) and bench.timeline.checks:
        return words.at_the_passes(left)
    return left


def stops_with_a_hung_check(bench: Bench) -> None:
    """stop-prompt, while a check hangs; and what becomes of that check."""
    gate = Gate()
    hung, quick = bench.item("hung", Act(gate=gate), Act()), bench.item("quick")
    bench.begin_run(INTERVAL * bench.scale, [hung, quick])
    bench.wait_for_check(hung, 1.5)
    wait_until(lambda: quick.asked, INTERVAL * bench.scale)
    stop = _stop(bench, "stop()")
    if stop.error is not None:
        bench.give_up(stop.trouble)
    bench.doing("watching what goes on after stop()")
    wait_until(lambda: bench.printed.moments_of(STOPPED), SOON * bench.scale)
    _judge_hung_stop(bench, stop)
    if bench.is_async:
        _judge_cancelled(bench, stop)
    before = len(bench.timeline.checks)
    opened = bench.timeline.mark("the hung check may end")
    gate.open()
    wait_until(lambda: not bench.driver.running(), SOON * bench.scale)
    _judge_aftermath(bench, stop, before, opened)


def _judge_hung_stop(bench: Bench, stop: Call) -> None:
    bound = 1.5 * bench.scale
    if not stop.has_ended:
        saw = f"while a check hung, stop() had not come back after {bound:.1f} s"
        bench.failed("stop-prompt", saw, bench.timetable())
    elif bench.printed.moments_of(STOPPED):
        bench.passed("stop-prompt", f"with a hung check it took {stop.seconds * 1000:.0f} ms")


def _judge_cancelled(bench: Bench, stop: Call) -> None:
    wait_until(lambda: not bench.timeline.at_work(), SOON * bench.scale)
    if bench.timeline.at_work() and stop.has_ended:
        waited = now() - stop.began
        saw = f"{waited:.1f} s after stop() the task of a hung check had not been cancelled"
        bench.failed("stop-ends", saw, bench.timetable())


def _judge_aftermath(bench: Bench, stop: Call, before: int, opened: float) -> None:
    printed = bench.printed.moments_of(STOPPED)
    late = [check for check in bench.timeline.checks[before:] if check.began > stop.began]
    if late and stop.has_ended:
        saw = f"when a check that had hung during stop() ended, {late[0].item!r} was checked again"
        bench.failed("stops", saw, bench.timetable())
    if len(printed) > 1:
        saw = f"with a hung check, {STOPPED!r} was printed {len(printed)} times"
        bench.failed("stop-message", saw, bench.output(), by_time=False)
    if printed and stop.has_ended and printed[0] > opened:
        saw = (
            f"{STOPPED!r} was printed only when a hung check had ended, "
            f"{opened - stop.began:.1f} s after stop()"
        )
        bench.failed("stop-prompt", saw, bench.timetable())
    elif stop.has_ended and not printed:
        # Who never prints it is told so under stop-message.
        bench.passed("stop-prompt", f"with a hung check it took {stop.seconds * 1000:.0f} ms")
    left = bench.driver.running()
    if left and stop.has_ended and not bench.timeline.at_work():
        saw = f"after stop(), and after the hung check had ended, {names_of(left)} did not end"
        bench.failed("stop-ends", saw, bench.timetable())
