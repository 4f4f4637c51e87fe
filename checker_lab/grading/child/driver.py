"""One way to call a checker, whether it is made of threads or of tasks.

    driver = driver_for("threads")
    driver.call("run()", checker.run, bound=1.0)

Whatever is called runs elsewhere, so the probe that calls always goes on.
"""

import asyncio
import inspect
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any

from checker_lab.grading.child.calls import Call
from checker_lab.grading.child.items import Act, AsyncItem, Item
from checker_lab.grading.child.loading import Kind
from checker_lab.grading.child.timeline import Timeline, now, wait_until

__all__ = ["Driver", "TaskDriver", "ThreadDriver", "driver_for"]

_Thread = threading.Thread
_start = threading.Thread.start
_enumerate = threading.enumerate
_current_thread = threading.current_thread


class Driver(ABC):
    """Calls the code, and sees what it leaves running."""

    kind: Kind
    item_class: type[Item]

    def __init__(self) -> None:
        self._mine = set(_enumerate())

    def item(self, item_id: str, timeline: Timeline, *script: Act) -> Item:
        """An item of the right kind."""
        return self.item_class(item_id, timeline, script or (Act(),))

    def call(self, name: str, function: Callable[..., Any], *args: Any, bound: float) -> Call:
        """Call it, and wait for `bound` seconds at most until it has come back."""
        call = self.begin(name, function, *args)
        wait_until(lambda: call.has_ended, bound)
        return call

    @abstractmethod
    def begin(self, name: str, function: Callable[..., Any], *args: Any) -> Call:
        """Call it, and do not wait."""

    @abstractmethod
    def running(self) -> list[Any]:
        """The threads, or tasks and threads, of the learner's code that have not ended."""

    def errors(self) -> list[BaseException]:
        """What tasks of the learner's code have ended by; of threads the bench hears itself."""
        return []

    @abstractmethod
    def current(self) -> object:
        """The thread or task that runs now."""

    @abstractmethod
    def is_graders(self, thread_or_task: Any) -> bool:
        """Is it one in which the grader makes a call?"""

    @abstractmethod
    def starter_of(self, thread_or_task: Any) -> object:
        """Who has started it; None if that is the grader or not known."""

    def threads(self) -> list[threading.Thread]:
        """The threads of the learner's code that have not ended."""
        return [thread for thread in _enumerate() if thread not in self._mine]

    def grader_thread(self, target: Callable[[], object], name: str) -> threading.Thread:
        """Start a thread that is not the learner's."""
        thread = _Thread(target=target, name=name, daemon=True)
        self._mine.add(thread)
        _start(thread)
        return thread


class ThreadDriver(Driver):
    """Each call is made in a new thread."""

    kind = "threads"
    item_class = Item

    def __init__(self) -> None:
        super().__init__()
        _note_starters()

    def begin(self, name: str, function: Callable[..., Any], *args: Any) -> Call:
        call = Call(name, now())
        self.grader_thread(lambda: _make(call, function, args), f"grader: {name}")
        return call

    def running(self) -> list[Any]:
        return self.threads()

    def current(self) -> object:
        return _current_thread()

    def is_graders(self, thread_or_task: Any) -> bool:
        return thread_or_task in self._mine

    def starter_of(self, thread_or_task: Any) -> object:
        starter = getattr(thread_or_task, "_grading_starter", None)
        return None if self.is_graders(starter) else starter


class TaskDriver(Driver):
    """All calls are made in one event loop, which runs in a thread of its own."""

    kind = "asyncio"
    item_class = AsyncItem

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        # What has ended the loop itself, which no error of a task should.
        self.deaths: list[BaseException] = []
        self._tasks: list[weakref.ref[_Task]] = []
        self.loop.set_task_factory(self._new_task)  # type: ignore[arg-type]
        # Python itself would print what nobody has asked for: that is not the checker's doing.
        self.loop.set_exception_handler(lambda loop, context: None)
        self.grader_thread(self._run_loop, "grader: event loop")

    def begin(self, name: str, function: Callable[..., Any], *args: Any) -> Call:
        call = Call(name, now())
        self.loop.call_soon_threadsafe(
            lambda: self._mark(self.loop.create_task(_make_async(call, function, args)))
        )
        return call

    def running(self) -> list[Any]:
        return [*self.tasks(), *self.threads()]

    def tasks(self) -> list["_Task"]:
        """The tasks of the learner's code that are not done."""
        tasks = [ref() for ref in tuple(self._tasks)]
        return [one for one in tasks if one is not None and not one.done() and not one.is_grader]

    def errors(self) -> list[BaseException]:
        """What tasks of the learner's code have ended by."""
        tasks = [ref() for ref in tuple(self._tasks)]
        ended = [one for one in tasks if one is not None and one.done() and not one.is_grader]
        errors = [None if one.cancelled() else one.exception() for one in ended]
        return [error for error in errors if error is not None]

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

    def _run_loop(self) -> None:
        asyncio.set_event_loop(self.loop)
        while not self.loop.is_closed():
            try:
                self.loop.run_forever()
                return
            except BaseException as error:
                # SystemExit goes right through a loop. What is left in it runs on.
                self.deaths.append(error)

    def _new_task(
        self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **more: Any
    ) -> "_Task":
        task = _Task(coroutine, loop=loop, **more)
        task.starter = self.current()
        self._tasks.append(weakref.ref(task))
        return task

    def _mark(self, task: Any) -> None:
        task.is_grader = True


class _Task(asyncio.Task[Any]):
    """A task that knows who has started it."""

    starter: object = None
    is_grader: bool = False


def driver_for(kind: Kind) -> Driver:
    """The driver for a kind of code."""
    return TaskDriver() if kind == "asyncio" else ThreadDriver()


def _make(call: Call, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    try:
        value = function(*args)
    except BaseException as error:
        call.done(error=error)
    else:
        call.done(value)


async def _make_async(call: Call, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    try:
        value = function(*args)
        if inspect.isawaitable(value):
            value = await value
    except BaseException as error:
        call.done(error=error)
    else:
        call.done(value)


def _note_starters() -> None:
    """From now on every thread knows who has started it."""

    def start(thread: threading.Thread) -> None:
        thread._grading_starter = _current_thread()  # type: ignore[attr-defined]
        _start(thread)

    threading.Thread.start = start  # type: ignore[assignment, method-assign]
