"""The place where a learner's code is tried out: what every probe works with."""

import threading
from collections.abc import Callable
from typing import Any, NoReturn

from checker_lab.grading.child.calls import Call, error_line, last_lines
from checker_lab.grading.child.driver import Driver, driver_for
from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.loading import Learner
from checker_lab.grading.child.printed import Printed
from checker_lab.grading.child.timeline import Timeline, now, wait_until
from checker_lab.grading.verdicts import Evidence, Finding

__all__ = ["Bench", "NotReachedError"]

# Seconds within which a method has to come back that does no more than to begin something.
CALL_BOUND = 1.5


class NotReachedError(Exception):
    """A probe cannot go on; its text says because of what."""


class Bench:
    """One probe's place.

    Args:
        learner: what is tried out.
        scale: 1, or more where it is tried again: all times of the probe are longer by that.
        printed: what the code prints.
        send: takes each finding, as soon as it is known.
        doing: takes what is done at the moment, in words.
    """

    def __init__(
        self,
        learner: Learner,
        scale: float,
        printed: Printed,
        send: Callable[[Finding], None],
        doing: Callable[[str], None],
    ) -> None:
        self.learner = learner
        self.scale = scale
        self.printed = printed
        self.timeline = Timeline()
        self.driver: Driver = driver_for(learner.kind)
        self.zero = now()
        self.checker: Any = None
        self.died: list[str] = []
        self._send = send
        self._doing = doing
        threading.excepthook = self._thread_died

    @property
    def is_async(self) -> bool:
        return self.learner.kind == "asyncio"

    # What is found.

    def passed(self, name: str, saw: str, *evidence: Evidence) -> None:
        self._send(Finding(name, "passed", saw, evidence))

    def failed(
        self,
        name: str,
        saw: str,
        *evidence: Evidence,
        by_time: bool = True,
        unless: str = "",
        blocks: tuple[str, ...] = (),
    ) -> None:
        self._send(Finding(name, "failed", saw, evidence, by_time, unless, blocks))

    def not_reached(self, name: str, saw: str, *evidence: Evidence) -> None:
        self._send(Finding(name, "not reached", saw, evidence))

    def remark(self, name: str, saw: str) -> None:
        """Nothing against it was seen here, and there is something to say."""
        self._send(Finding(name, None, saw))

    def doing(self, what: str) -> None:
        self._doing(what)

    # The checker.

    def make(self, interval: float, bound: float = CALL_BOUND) -> Call:
        """Make the checker: `self.checker`."""
        name = f"{self.learner.name}({interval:g})"
        call = self.call(name, self.learner.code, interval, bound=bound)
        self.checker = call.value
        return call

    def method(self, name: str, *args: Any, bound: float = CALL_BOUND) -> Call:
        """Call a method of the checker."""
        call = self.begin_method(name, *args)
        wait_until(lambda: call.has_ended, bound * self.scale)
        return call

    def begin_method(self, name: str, *args: Any) -> Call:
        """Call a method of the checker, and do not wait."""
        self.doing(f"{name}()")
        checker = self.checker

        def function(*given: Any) -> Any:
            return getattr(checker, name)(*given)

        return self.driver.begin(f"{name}()", function, *args)

    def call(self, name: str, function: Callable[..., Any], *args: Any, bound: float) -> Call:
        self.doing(name)
        return self.driver.call(name, function, *args, bound=bound * self.scale)

    def item(self, item_id: str, *script: Act) -> Item:
        return self.driver.item(item_id, self.timeline, *script)

    def begin_run(self, interval: float, items: list[Item]) -> Call:
        """Make a checker, add the items and call run().

        Raises:
            NotReachedError: one of these did not come back, or raised.
        """
        self.checked(self.make(interval))
        for item in items:
            self.checked(self.method("add", item))
        self.zero = self.timeline.mark("run()")
        run = self.checked(self.method("run"))
        self.doing("watching the checks")
        return run

    def checked(self, call: Call) -> Call:
        """The call, if it came back without an error.

        Raises:
            NotReachedError: it did not.
        """
        if call.trouble:
            self.give_up(call.trouble)
        return call

    def wait_for_check(self, item: Item, bound: float, number: int = 1) -> None:
        """Wait until the item's check has begun for the given time.

        Raises:
            NotReachedError: it has not, within `bound` seconds.
        """
        bound *= self.scale
        if not wait_until(lambda: len(self.timeline.of(item.id)) >= number, bound):
            times = "" if number == 1 else f" {number} times"
            self.give_up(f"an item was not checked{times} within {bound:.1f} s of run()")

    def give_up(self, why: str) -> NoReturn:
        raise NotReachedError(why)

    # Evidence.

    def timetable(self, title: str = "when the checks were, in seconds") -> Evidence:
        return Evidence("timetable", title, self.timeline.table(self.zero))

    def output(self, title: str = "what was printed") -> Evidence:
        return Evidence("printed", title, self.printed.excerpt())

    def error(self, error: BaseException, title: str = "what was raised") -> Evidence:
        return Evidence("error", title, last_lines(error))

    def deaths(self) -> list[Evidence]:
        """The errors that have ended a thread, or the loop, and that nobody has caught."""
        errors = [*self.driver.errors(), *getattr(self.driver, "deaths", ())]
        found = [*self.died, *dict.fromkeys(error_line(error) for error in errors)]
        return (
            [Evidence("error", "errors that have ended a thread or a task", "\n".join(found[:5]))]
            if found
            else []
        )

    def _thread_died(self, args: Any) -> None:
        # Python itself would print it, and that would not be the checker's doing.
        if args.exc_type is not SystemExit:
            name = getattr(args.thread, "name", "a thread")
            self.died.append(f"{name}: {error_line(args.exc_value)}")
