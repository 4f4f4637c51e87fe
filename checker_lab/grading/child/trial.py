"""One trial of a learner's code: what every probe works with.

A trial makes the checker, calls its methods with time limits, records its checks and sends what
the probe finds. It knows no requirement.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import FrameType
from typing import Any, NoReturn

from checker_lab.grading.child.captured_output import CapturedOutput
from checker_lab.grading.child.clock import is_virtual, now, wait_until
from checker_lab.grading.child.code_runner import CodeRunner, runner_for
from checker_lab.grading.child.error_text import error_line, last_lines
from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.loading import LearnersCode
from checker_lab.grading.child.mishaps import Mishaps
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.mishap import Mishap
from checker_lab.grading.requirements import STOP_SECONDS
from checker_lab.grading.sentences import Sentence, hint_of, said, say
from checker_lab.grading.verdicts import LONGEST_CHART, Evidence, Finding
from checker_lab.schedules.virtual import VirtualWorld, current_world

__all__ = ["CALL_LIMIT", "NotReachedError", "Trial"]

# Seconds within which a method must return that only starts something.
CALL_LIMIT = 1.5
# Threads and tasks in a timetable that are left after stop().
MOST_LEFT = 4

Saw = Sentence | str


class NotReachedError(Exception):
    """The probe cannot go on.

    Attributes:
        why: the reason, as a sentence.
    """

    def __init__(self, why: Saw) -> None:
        super().__init__(str(why))
        self.why = said(why)


class Trial:
    """One trial, which belongs to one probe.

    Args:
        learners: the learner's code.
        scale: 1, or more to stretch every time by that factor when a probe runs again.
        output: what the code prints.
        send: takes each finding as soon as it is known.
        doing: takes each stage as it begins.
        traced: also look for errors that the code catches.

    Attributes:
        checker: the checker, once `make()` has made it.
        zero: the moment from which timetables count.
        interval: in seconds, of the last checker that was made.
    """

    def __init__(
        self,
        learners: LearnersCode,
        scale: float,
        output: CapturedOutput,
        send: Callable[[Finding], None],
        doing: Callable[[Sentence], None],
        *,
        traced: bool = False,
    ) -> None:
        self.learners = learners
        self.scale = scale
        self.output = output
        self.timeline = CheckTimeline()
        self._mishaps = Mishaps(learners.code, learners.kind, learners.places)
        self._mishaps.watch()
        self.runner: CodeRunner = runner_for(learners.kind)
        if traced:
            self.runner.trace(self._mishaps.tracer)
        self.zero = now()
        self.checker: Any = None
        self.interval = 0.0
        self._send = send
        self._doing = doing
        self._ended_threads: list[str] = []
        self.runner.on_call = self._mishaps.call
        self.runner.on_lost_error = lambda error: self._mishaps.take(error, say("A task"))
        threading.excepthook = self._thread_ended
        if (world := current_world()) is not None:
            world.is_endless = lambda frame: self._is_endless(world, frame)

    @property
    def is_async(self) -> bool:
        return self.learners.kind == "asyncio"

    # Findings

    def passed(self, name: str, saw: Saw, *evidence: Evidence) -> None:
        self._send(Finding(name, "passed", said(saw), evidence))

    def failed(
        self,
        name: str,
        saw: Saw,
        *evidence: Evidence,
        by_time: bool = True,
        unless: str = "",
        blocks: tuple[str, ...] = (),
        hint: Sentence | None = None,
    ) -> None:
        """Report a failure.

        Args:
            name: the requirement.
            saw: what happened.
            evidence: what that is based on.
            by_time, unless, blocks: as in `Finding`.
            hint: the first hint; that of what happened, if it has one, unless another one is given.
        """
        finding = Finding(name, "failed", said(saw), evidence, by_time, unless, blocks)
        hint = hint_of(finding.saw) if hint is None else hint
        self._send(replace(finding, mishap=self._mishap(), hint=hint))

    def not_reached(self, name: str, saw: Saw, *evidence: Evidence) -> None:
        finding = Finding(name, "not reached", said(saw), evidence)
        self._send(replace(finding, mishap=self._mishap()))

    def remark(self, name: str, saw: Saw) -> None:
        """Say something about a requirement without judging it."""
        self._send(Finding(name, None, said(saw)))

    def doing(self, stage: Sentence | str) -> None:
        """Announce the next stage: a noun, or the name of the method that is called."""
        self._doing(said(stage))

    # The checker

    def make(self, interval: float, seconds: float = CALL_LIMIT) -> TimedCall:
        """Make `self.checker`, and wait for it."""
        if interval == int(interval):
            # As in the assignment: `range(interval)` needs an int.
            interval = int(interval)
        name = f"{self.learners.name}({interval:g})"
        self.doing(name)
        self.interval = interval
        limit = seconds * self.scale
        call = self.runner.call(name, self.learners.code, interval, seconds=limit)
        self.checker = call.value
        return call

    def method(self, name: str, *args: Any, seconds: float = CALL_LIMIT) -> TimedCall:
        """Call a method of the checker, and wait until it returns."""
        call = self.begin_method(name, *args)
        wait_until(lambda: call.has_ended, seconds * self.scale)
        return call

    def begin_method(self, name: str, *args: Any) -> TimedCall:
        """Call a method of the checker, and do not wait."""
        self.doing(f"{name}()")
        checker = self.checker

        def look_up_and_call(*given: Any) -> Any:
            return getattr(checker, name)(*given)

        return self.runner.begin(f"{name}()", look_up_and_call, *args)

    def pick_interval(self, virtual: int, real: float) -> float:
        """Return the seconds of an interval, which in virtual time are whole, as in the assignment.

        Args:
            virtual: the seconds in virtual time, which costs nothing.
            real: the seconds in real time, without the scale.
        """
        return virtual if is_virtual() else real * self.scale

    def item(self, item_id: str, *script: Act) -> Item:
        """Return an item of the right kind, which acts by its script."""
        return self.runner.item(item_id, self.timeline, *script)

    def begin_run(self, interval: float, items: list[Item]) -> TimedCall:
        """Make a checker, add the items and call run().

        Raises:
            NotReachedError: one of these calls raised or did not return.
        """
        self.checked(self.make(interval))
        for item in items:
            self.checked(self.method("add", item))
        self.zero = self.timeline.mark("run()")
        run = self.checked(self.method("run"))
        self.doing(say("watching the checks"))
        return run

    def checked(self, call: TimedCall) -> TimedCall:
        """Return the call.

        Raises:
            NotReachedError: it raised or did not return.
        """
        if call.trouble:
            self.cannot_judge(call.trouble)
        return call

    def wait_for_check(self, item: Item, seconds: float) -> None:
        """Wait until the item's first check starts.

        Raises:
            NotReachedError: it does not start within `seconds`.
        """
        seconds *= self.scale
        if not wait_until(lambda: self.timeline.of(item.id), seconds):
            waited = {"item": item.id, "seconds": seconds}
            self.cannot_judge(say("{item!r} was not checked within {seconds:.1f} s", **waited))

    def cannot_judge(self, why: Saw) -> NoReturn:
        raise NotReachedError(why)

    # Evidence

    def timetable(self, left: Iterable[str] = ()) -> Evidence:
        """Return when the checks ran.

        Args:
            left: the names of threads and tasks that are left, in lanes of their own.
        """
        title = "when the checks ran, in seconds"
        timeline, zero = self.timeline, self.zero
        names = list(dict.fromkeys(left))[:MOST_LEFT]
        stop = max((at for at, name in timeline.moments if str(name) == "stop()"), default=zero)
        moments = list(timeline.moments)
        if names:
            later = say("{seconds} s after stop()", seconds=STOP_SECONDS)
            moments.append((stop + STOP_SECONDS, later))
        lines = [*CheckTimeline(timeline.checks, moments).table(zero)]
        lines += [say("{name}: still there", name=name) for name in names]
        checks = [
            (
                one.item,
                one.started_at - zero,
                None if one.ended_at is None else one.ended_at - zero,
                one.was_cancelled,
            )
            for one in tuple(timeline.checks)[:LONGEST_CHART]
        ]
        chart = {
            "checks": [*checks, *((name, stop - zero, None, False) for name in names)],
            "moments": [(at - zero, name) for at, name in moments],
            "interval": self.interval,
        }
        return Evidence.of_lines("timetable", title, lines, chart=chart)

    def printed(self) -> Evidence:
        return Evidence.of_lines("printed", "what was printed", self.output.excerpt())

    def error(self, error: BaseException) -> Evidence:
        return Evidence("error", "the error", last_lines(error))

    def uncaught_errors(self) -> list[Evidence]:
        """Return evidence of the errors that ended a thread, a task or the event loop."""
        errors = [*self.runner.task_errors(), *self.runner.loop_errors()]
        found = [*self._ended_threads, *dict.fromkeys(map(error_line, errors))]
        title = "errors that ended a thread or a task"
        return [Evidence("error", title, "\n".join(found[:5]))] if found else []

    def _mishap(self) -> Mishap | None:
        """Return what may be the reason for a failure."""
        for error in (*self.runner.task_errors(), *self.runner.loop_errors()):
            self._mishaps.take(error, say("A task"))
        return self._mishaps.worst()

    def _is_endless(self, world: VirtualWorld, frame: FrameType | None) -> bool:
        """Does the thread of the event loop compute, and is there no other that could end that?"""
        if not self.is_async or len(world.movers) > 1:
            return False
        self._mishaps.take_endless(frame)
        return True

    def _thread_ended(self, args: threading.ExceptHookArgs) -> None:
        # Python would print the error, as if the checker had printed it.
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            name = getattr(args.thread, "name", "a thread")
            self._ended_threads.append(f"{name}: {error_line(args.exc_value)}")
            self._mishaps.take(args.exc_value, say("A thread"))
