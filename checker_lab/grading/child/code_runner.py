"""Calls the learner's code in threads or in an event loop, and sees what it leaves running.

    runner = runner_for("threads")
    runner.call("run()", checker.run, seconds=1.0)

Every call is made in another thread, so a call that hangs never holds the probe up.
"""

import asyncio
import inspect
import sys
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from types import FrameType
from typing import Any, TypeVar

from checker_lab.grading.child.clock import now, wait_until
from checker_lab.grading.child.items import Act, AsyncItem, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.kind import Kind

__all__ = ["CodeRunner", "TaskRunner", "ThreadRunner", "runner_for"]

T = TypeVar("T")
Tracer = Callable[[FrameType, str, Any], Any]

# Taken from the standard library before the learner's code is loaded, which may replace them.
_Thread = threading.Thread
_start = threading.Thread.start
_enumerate = threading.enumerate
_current_thread = threading.current_thread


class CodeRunner(ABC):
    """Calls the code, and tells the learner's threads and tasks from the grader's."""

    item_class: type[Item]

    def __init__(self) -> None:
        # Hears of each call when it begins.
        self.on_call: Callable[[TimedCall], object] = lambda call: None
        # Hears of errors that ended a task which is gone.
        self.on_lost_error: Callable[[BaseException], object] = lambda error: None
        self._graders_threads = set(_enumerate())
        self._tracer: Tracer | None = None

    def item(self, item_id: str, timeline: CheckTimeline, *script: Act) -> Item:
        """Return an item of the right kind."""
        return self.item_class(item_id, timeline, script or (Act(),))

    def call(
        self, name: str, function: Callable[..., Any], *args: Any, seconds: float
    ) -> TimedCall:
        """Call `function` and wait until it ends, for `seconds` at most."""
        call = self.begin(name, function, *args)
        wait_until(lambda: call.has_ended, seconds)
        return call

    @abstractmethod
    def begin(self, name: str, function: Callable[..., Any], *args: Any) -> TimedCall:
        """Call `function` and do not wait."""

    def trace(self, tracer: Tracer) -> None:
        """Trace all threads that start from now on."""
        self._tracer = tracer
        start = threading.Thread.start

        def start_traced(thread: threading.Thread) -> None:
            thread.run = _traced(thread.run, tracer)  # type: ignore[assignment, method-assign]
            start(thread)

        threading.Thread.start = start_traced  # type: ignore[assignment, method-assign]

    @abstractmethod
    def running(self) -> list[Any]:
        """Return the threads and tasks of the learner's code that have not ended."""

    def task_errors(self) -> list[BaseException]:
        """Return the errors that ended tasks of the learner's code."""
        return []

    def loop_errors(self) -> list[BaseException]:
        """Return the errors that broke out of the event loop, which no task should let happen."""
        return []

    @abstractmethod
    def current(self) -> object:
        """Return the thread or task that is running now."""

    @abstractmethod
    def is_graders(self, thread_or_task: Any) -> bool:
        """Is it a thread or task in which the grader makes a call?"""

    @abstractmethod
    def starter_of(self, thread_or_task: Any) -> object:
        """Return which thread or task started it; None if that was the grader or is unknown."""

    def threads(self) -> list[threading.Thread]:
        """Return the threads of the learner's code that have not ended."""
        return [thread for thread in _enumerate() if thread not in self._graders_threads]

    def grader_thread(self, target: Callable[[], object], name: str) -> threading.Thread:
        """Start a thread that does not count as the learner's."""
        # The learner's code may have removed what every new thread needs.
        if getattr(sys, "excepthook", None) is None:
            sys.excepthook = sys.__excepthook__
        sys.stderr = getattr(sys, "stderr", sys.__stderr__)
        thread = _Thread(target=_traced(target, self._tracer), name=name, daemon=True)
        self._graders_threads.add(thread)
        _start(thread)
        return thread


class ThreadRunner(CodeRunner):
    """Makes each call in a new thread."""

    item_class = Item

    def __init__(self) -> None:
        super().__init__()
        _record_starters()

    def begin(self, name: str, function: Callable[..., Any], *args: Any) -> TimedCall:
        call = TimedCall(name, now())
        call.thread = self.grader_thread(lambda: _make(call, function, args), f"grader: {name}")
        self.on_call(call)
        return call

    def running(self) -> list[Any]:
        return self.threads()

    def current(self) -> object:
        return _current_thread()

    def is_graders(self, thread_or_task: Any) -> bool:
        return thread_or_task in self._graders_threads

    def starter_of(self, thread_or_task: Any) -> object:
        starter = getattr(thread_or_task, "_grading_starter", None)
        return None if self.is_graders(starter) else starter


class TaskRunner(CodeRunner):
    """Makes all calls in one event loop, which runs in a thread of its own."""

    item_class = AsyncItem

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self._loop_errors: list[BaseException] = []
        self._tasks: list[weakref.ref[_Task]] = []
        self._executor = _DefaultExecutor()
        self.loop.set_default_executor(self._executor)
        self.loop.set_task_factory(self._new_task)  # type: ignore[arg-type]
        # The loop would print errors that nothing retrieves, as if the checker had printed them.
        self.loop.set_exception_handler(self._take_lost_error)
        self._loop_thread = self.grader_thread(self._run_loop, "grader: event loop")

    def begin(self, name: str, function: Callable[..., Any], *args: Any) -> TimedCall:
        call = TimedCall(name, now(), thread=self._loop_thread)
        self.on_call(call)

        def create() -> None:
            call.coroutine = _make_async(call, function, args)
            task: Any = self.loop.create_task(call.coroutine)
            task.is_grader = True

        self.loop.call_soon_threadsafe(create)
        return call

    def trace(self, tracer: Tracer) -> None:
        super().trace(tracer)
        self.loop.call_soon_threadsafe(sys.settrace, tracer)

    def running(self) -> list[Any]:
        return [*self._learners_tasks(is_done=False), *self.threads()]

    def threads(self) -> list[threading.Thread]:
        # The end of the loop joins the idle threads of its executor, as asyncio.run() shows.
        return [one for one in super().threads() if not self._executor.is_idle(one)]

    def task_errors(self) -> list[BaseException]:
        ended = self._learners_tasks(is_done=True)
        errors = [None if task.cancelled() else task.exception() for task in ended]
        return [error for error in errors if error is not None]

    def loop_errors(self) -> list[BaseException]:
        return self._loop_errors

    def current(self) -> object:
        try:
            return asyncio.current_task(self.loop)
        except RuntimeError:
            return None

    def is_graders(self, thread_or_task: Any) -> bool:
        return getattr(thread_or_task, "is_grader", False)

    def starter_of(self, thread_or_task: Any) -> object:
        starter = getattr(thread_or_task, "starter", None)
        return None if self.is_graders(starter) else starter

    @property
    def tasks_made(self) -> int:
        """How many tasks there have been so far; the next one gets this as its number."""
        return len(self._tasks)

    def _learners_tasks(self, *, is_done: bool) -> list["_Task"]:
        tasks = [ref() for ref in tuple(self._tasks)]
        return [
            task
            for task in tasks
            if task is not None and task.done() == is_done and not task.is_grader
        ]

    def _take_lost_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.on_lost_error(error)

    def _run_loop(self) -> None:
        sys.set_coroutine_origin_tracking_depth(4)
        asyncio.set_event_loop(self.loop)
        while not self.loop.is_closed():
            try:
                self.loop.run_forever()
                return
            except BaseException as error:
                # SystemExit breaks out of a loop. The tasks that are left in it go on.
                self._loop_errors.append(error)

    def _new_task(
        self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **more: Any
    ) -> "_Task":
        task = _Task(coroutine, loop=loop, **more)
        task.starter = self.current()
        task.number = self.tasks_made
        self._tasks.append(weakref.ref(task))
        return task


class _Task(asyncio.Task[Any]):
    """A task that knows which one started it, and how many there were before it."""

    starter: object = None
    number: int = 0
    is_grader: bool = False


class _DefaultExecutor(ThreadPoolExecutor):
    """The event loop's own executor; it knows which of its threads are idle."""

    def __init__(self) -> None:
        self._threads_made: set[threading.Thread] = set()
        self._busy: set[threading.Thread] = set()
        super().__init__(
            thread_name_prefix="asyncio",
            initializer=lambda: self._threads_made.add(_current_thread()),
        )

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        def work() -> T:
            self._busy.add(_current_thread())
            try:
                return fn(*args, **kwargs)
            finally:
                self._busy.discard(_current_thread())

        return super().submit(work)

    def is_idle(self, thread: threading.Thread) -> bool:
        """Is it one of these threads, with nothing to do?"""
        return thread in self._threads_made and thread not in self._busy


def _traced(function: Callable[[], object], tracer: Tracer | None) -> Callable[[], object]:
    """Return `function`, but that all that its thread calls is traced."""
    if tracer is None:
        return function

    def call() -> None:
        sys.settrace(tracer)
        function()

    return call


def runner_for(kind: Kind) -> CodeRunner:
    """Return the runner for a kind of code."""
    return TaskRunner() if kind == "asyncio" else ThreadRunner()


def _make(call: TimedCall, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    try:
        value = function(*args)
    except BaseException as error:
        call.end(error=error)
    else:
        call.end(value)


async def _make_async(call: TimedCall, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    try:
        value = function(*args)
        # A run() that is a plain def may return its task, which is not awaited.
        if inspect.iscoroutine(value) or (
            inspect.isawaitable(value) and not isinstance(value, asyncio.Future)
        ):
            value = await value
    except BaseException as error:
        call.end(error=error)
    else:
        call.end(value)


def _record_starters() -> None:
    """Make every thread that starts from now on know which thread started it."""

    def start(thread: threading.Thread) -> None:
        thread._grading_starter = _current_thread()  # type: ignore[attr-defined]
        _start(thread)

    threading.Thread.start = start  # type: ignore[assignment, method-assign]
