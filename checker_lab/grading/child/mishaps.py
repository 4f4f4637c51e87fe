"""Collects what goes wrong in lines of the learner's code while a probe runs.

The probe sees from outside that checks do not come. Here is known which error, which call that
hangs, or which missing `await` may be the reason.
"""

import asyncio
import gc
import inspect
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from types import CoroutineType, FrameType
from typing import Any

from checker_lab.grading.child.advice import advice_for, is_known
from checker_lab.grading.child.error_text import error_line, last_lines
from checker_lab.grading.child.places import (
    Place,
    Places,
    awaited_frames,
    frames_of,
    stack_of,
)
from checker_lab.grading.child.suspicions import suspicions
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.kind import Kind
from checker_lab.grading.mishap import Mishap
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["Mishaps", "mishap_of_loading"]

# Ranks: what surely is to blame first.
RAISED, UNAWAITED, HANGS, ON_PURPOSE, CAUGHT, SUSPICIOUS = range(6)
# Errors that a program seldom raises on purpose.
SLIPS = (NameError, AttributeError, TypeError, NotImplementedError, ImportError)
# Errors that are no mistake of anyone.
SIGNALS = (asyncio.CancelledError, GeneratorExit, StopIteration, StopAsyncIteration)
MOST = 50
GRADING = Path(__file__).parents[1]


class Mishaps:
    """All of one probe.

    Args:
        code: the class or function that is graded.
        kind: "threads" or "asyncio".
        places: knows the learner's files.
    """

    def __init__(self, code: Any, kind: Kind, places: Places) -> None:
        self._code = code
        self._kind = kind
        self._places = places
        self._found: list[Mishap] = []
        self._seen: list[BaseException] = []
        self._calls: list[TimedCall] = []

    def watch(self) -> None:
        """Hear of errors that are reported nowhere else, from now on."""
        set_exception, hook = Future.set_exception, sys.unraisablehook

        def in_future(future: "Future[Any]", error: BaseException | None) -> None:
            if error is not None:
                self.take(error, say("A call in a pool or an event loop"))
            set_exception(future, error)

        def unraisable(given: Any) -> None:
            if given.exc_value is not None:
                self.take(given.exc_value, say("A thread"))
            hook(given)

        warn = getattr(warnings, "_warn_unawaited_coroutine")  # noqa: B009 (it has no public name)

        def unawaited(coroutine: Any) -> None:
            self._take_unawaited(coroutine)
            warn(coroutine)

        Future.set_exception = in_future  # type: ignore[method-assign, assignment]
        sys.unraisablehook = unraisable
        setattr(warnings, "_warn_unawaited_coroutine", unawaited)  # noqa: B010
        sys.set_coroutine_origin_tracking_depth(4)

    @property
    def tracer(self) -> Callable[[FrameType, str, Any], Any]:
        """For `sys.settrace()`: hears of errors that the code catches, too."""
        is_learners = cache(self._places.is_learners)

        def in_code(frame: FrameType, event: str, given: Any) -> Any:
            if event == "exception" and given[1] is not None:
                self._take_caught(given[1], given[2])
            return in_code

        def on_call(frame: FrameType, event: str, given: Any) -> Any:
            if not is_learners(frame.f_code.co_filename):
                return None
            frame.f_trace_lines = False
            return in_code

        return on_call

    def _take_caught(self, error: BaseException, trace: Any) -> None:
        is_slip = isinstance(error, SLIPS) or is_known(error)
        if is_slip and trace.tb_next is None:
            self.take(error.with_traceback(trace), NOTHING, CAUGHT)

    def call(self, call: TimedCall) -> None:
        """Follow a call of the learner's code."""
        self._calls.append(call)

    def take(self, error: BaseException, who: Sentence, rank: int = RAISED) -> None:
        """Take an error that ended something.

        Args:
            error: the error.
            who: what it ended.
            rank: of the mishap, if it is not one that is raised on purpose.
        """
        if len(self._found) > MOST or any(error is one for one in self._seen):
            return
        self._seen.append(error)
        try:
            mishap = self._of_error(error, who, rank)
        except Exception:
            # The learner's objects may raise whatever is asked of them.
            return
        if mishap is not None:
            self._found.append(mishap)

    def take_endless(self, frame: FrameType | None) -> None:
        """Take where the event loop's thread computes without end."""
        own = self._places.in_frames(stack_of(frame))
        where = self._places.words(own[-1][0]) if own else say("a library")
        what = say(
            "The code computes without end in {where}, so no other task can run.", where=where
        )
        advice = say("Wait for the next tick in it: `await asyncio.sleep(...)`, say.")
        self._found.append(Mishap(HANGS, what, advice))

    def worst(self) -> Mishap | None:
        """Return the one that is the most likely to be the reason for a failure; None without."""
        for call in tuple(self._calls):
            if call.error is not None:
                self.take(call.error, say("{call}", call=call.name))
        found = [*self._found, *self._hanging(), *self._never_started()]
        if not found:
            found = [
                *suspicions(self._code, self._kind, self._places),
                *self._waiting_for_a_lock(),
            ]
        return min(found, key=lambda one: one.rank, default=None)

    def _of_error(self, error: BaseException, who: Sentence, rank: int) -> Mishap | None:
        frames = list(frames_of(error.__traceback__))
        is_slip = isinstance(error, SLIPS) or is_known(error)
        # A timeout is what a function with a timeout is asked to raise.
        if isinstance(error, SIGNALS) or not (is_slip or isinstance(self._code, type)):
            return None
        if any(_is_an_items(one) for one in _chain(error)):
            return None
        own = self._places.in_frames(frames)
        place, frame = own[-1] if own else (self._defined(error), None)
        if place is None:
            if not isinstance(error, SLIPS):
                return None
            what = say("{who} raised {error}.", who=who, error=error_line(error))
        else:
            if rank == CAUGHT:
                what = say(
                    "{error} was raised in {where}, and the code caught it.",
                    error=error_line(error),
                    where=self._places.words(place),
                )
            else:
                what = say(
                    "{who} raised {error}, in {where}.",
                    who=who,
                    error=error_line(error),
                    where=self._places.words(place),
                )
            is_raise = place.source.startswith("raise")
            if is_raise and not isinstance(error, NotImplementedError):
                rank = max(rank, ON_PURPOSE)
        advice = advice_for(error, frame, self._code, self._places)
        return Mishap(rank, what, advice, last_lines(error), rank != ON_PURPOSE)

    def _defined(self, error: BaseException) -> Place | None:
        """Return where what cannot be called is defined, if the error names it."""
        words = str(error).partition("(")[0].rpartition(".")[2]
        function = getattr(self._code, words, None) if isinstance(error, TypeError) else None
        if function is None and words == getattr(self._code, "__name__", ""):
            function = getattr(self._code, "__init__", self._code)
        return self._places.of_function(function)

    def _take_unawaited(self, coroutine: Any) -> None:
        origin = getattr(coroutine, "cr_origin", None) or ()
        lines = [(file, line) for file, line, _ in origin if self._places.is_learners(file)]
        if len(self._found) <= MOST:
            self._found.append(self._unawaited(coroutine, Place(*lines[0]) if lines else None))

    def _unawaited(self, coroutine: Any, place: Place | None) -> Mishap:
        if place is None:
            # It was made where no origins are known: in a thread beside the event loop.
            name = str(coroutine.__name__)
            what = say(
                "{call}() is `async def`, and nothing awaits it: so it never runs.", call=name
            )
        else:
            what = say(
                "{call}() is `async def`, and nothing awaits it, in {where}: so it never runs.",
                call=_called(coroutine, place),
                where=self._places.words(place),
            )
        return Mishap(
            UNAWAITED, what, say("Write `await` before it, or give it to asyncio.create_task().")
        )

    def _never_started(self) -> list[Mishap]:
        """Return the coroutines that the code keeps and never runs."""
        if self._kind != "asyncio":
            return []
        coroutines = [
            one
            for one in gc.get_objects()
            if isinstance(one, CoroutineType)
            and one.cr_origin
            and inspect.getcoroutinestate(one) == inspect.CORO_CREATED
        ]
        if not coroutines:
            return []
        tasks = [one for one in gc.get_objects() if isinstance(one, asyncio.Task)]
        wrapped = {id(task.get_coro()) for task in tasks}
        before = len(self._found)
        for one in coroutines:
            if id(one) not in wrapped:
                self._take_unawaited(one)
        found, self._found[before:] = self._found[before:], []
        return found

    def _waiting_for_a_lock(self) -> list[Mishap]:
        """Return the lines in which threads wait for a lock."""
        found = []
        for frame in sys._current_frames().values():
            own = self._places.in_frames(stack_of(frame))
            source = own[-1][0].source.lower() if own else ""
            if ".acquire(" in source or (source.startswith("with ") and "lock" in source):
                where = self._places.words(own[-1][0])
                what = say("A thread waits for a lock, in {where}.", where=where)
                advice = say("Has it taken the lock already, or does another thread keep it?")
                found.append(Mishap(SUSPICIOUS, what, advice, is_whole=False))
        return found

    def _hanging(self) -> list[Mishap]:
        # A probe gives no name to a call that a sentence should not be about.
        calls = [
            call
            for call in tuple(self._calls)
            if call.name and not (call.has_ended or call.may_hang)
        ]
        return [one for call in calls if (one := self._hang(call)) is not None]

    def _hang(self, call: TimedCall) -> Mishap | None:
        own = self._places.in_frames(_frames_in(call))
        if not own:
            return None
        outer, inner = own[0][0], own[-1][0]
        # A loop may be a helper's that the method calls: both lines say something.
        if outer.line == inner.line and outer.file == inner.file:
            what = say(
                "{call} does not return: it is in {where}.",
                call=call.name,
                where=self._places.words(inner),
            )
        else:
            what = say(
                "{call} does not return: it is in {outer}, and there in {inner}.",
                call=call.name,
                outer=self._places.words(outer),
                inner=self._places.words(inner),
            )
        advice = _way_out(str(call.name), outer, inner, self._kind)
        return Mishap(HANGS, what, advice, is_whole=call.name == "run()")


def mishap_of_loading(error: BaseException, places: Places) -> Mishap:
    """Return what is wrong with code that could not be loaded."""
    if isinstance(error, SyntaxError) and error.lineno and error.filename:
        place = Place(error.filename, error.lineno)
        if places.is_learners(error.filename):
            what = say(
                "Python cannot read the code: {error}, in {where}.",
                error=f"{type(error).__name__}: {error.msg}",
                where=places.words(place),
            )
            advice = say("Look at this line and at the one above it.")
            return Mishap(RAISED, what, advice, last_lines(error))
    own = places.in_frames(frames_of(error.__traceback__))
    text = error_line(error)
    if not own:
        return Mishap(RAISED, say("The code cannot be loaded: {error}.", error=text))
    place, frame = own[-1]
    what = say(
        "The code cannot be loaded: {error}, in {where}.", error=text, where=places.words(place)
    )
    return Mishap(RAISED, what, advice_for(error, frame, None, places), last_lines(error))


def _called(coroutine: Any, place: Place) -> str:
    """Return the name by which a line calls a coroutine function."""
    name = str(coroutine.__name__)
    if f"{name}(" in place.source:
        return name
    found = re.findall(r"(\w+)\(", place.source)
    return str(found[-1]) if found else name


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an error and those from which it came."""
    seen = 0
    while error is not None and seen < 10:
        yield error
        error, seen = error.__cause__ or error.__context__, seen + 1


def _is_an_items(error: BaseException) -> bool:
    """Did an item raise it, as its probe wanted?"""
    frames = list(frames_of(error.__traceback__))
    file = Path(frames[-1][0].f_code.co_filename if frames else "")
    is_ours = file.is_relative_to(GRADING)
    # In its other files the grader calls the code, whose arguments may be wrong.
    return is_ours and (file.parent.name == "probes" or file.name in {"items.py", "add_game.py"})


def _frames_in(call: TimedCall) -> Iterable[tuple[FrameType, int]]:
    """Return where a call is that has not returned."""
    frames = awaited_frames(call.coroutine) if call.coroutine is not None else []
    if len(frames) > 1:
        return frames
    # It has not begun, or it is the one that runs: its thread is held up.
    thread = call.thread
    ident = thread.ident if isinstance(thread, threading.Thread) else None
    return stack_of(sys._current_frames().get(ident or 0))


def _way_out(call: str, outer: Place, inner: Place, kind: Kind) -> Sentence:
    name = call.partition("(")[0].rpartition(" ")[2]
    if outer.source.endswith(".run()") and kind == "threads":
        return say("The run() of a thread runs it here. Its start() starts it.")
    if "target=" in outer.source and "()" in outer.source:
        return say("`target=` takes the function itself: leave out the `()` after its name.")
    if kind == "asyncio" and "time.sleep(" in inner.source:
        return say("time.sleep() holds up the whole event loop: write `await asyncio.sleep(...)`.")
    if name == "run":
        if kind == "asyncio":
            return say("Let run() only start a task, asyncio.create_task(...), and return.")
        return say("Let run() only start a thread, threading.Thread(...).start(), and return.")
    if name == "add":
        return say(
            "add() waits for a lock, or for room in a queue: what holds the lock, what empties the "
            "queue?"
        )
    if name != "stop":
        return say("What is it waiting for?")
    return _way_out_of_stop(is_second="second" in call)


def _way_out_of_stop(*, is_second: bool) -> Sentence:
    if is_second:
        return say(
            "Has the first stop() taken what this one waits for? Return immediately if nothing is "
            "running any more."
        )
    return say("What stop() waits for does not end: does it notice the stop?")
