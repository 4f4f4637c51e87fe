"""An owner that ends, a late return, and two callers of check(): in every order."""

from collections.abc import Callable
from typing import Any

import pytest

import checker_lab.core.engine
from checker_lab import AsyncChecker, CheckEnded, CheckSkippedError, StopReport, ThreadedChecker
from checker_lab.core.checks import Check
from checker_lab.core.engine import Engine
from checker_lab.core.errors import SkipReason
from checker_lab.core.examine import WORKS
from checker_lab.core.mail import AddItem, CheckNow, CheckReturned, CheckStarted, RemoveItem
from checker_lab.core.registry import Entry
from checker_lab.schedules import explore
from checker_lab.testing import EventLog


def abandon_one(engine: Engine) -> Check:
    """Bring the engine to where one abandoned check, of an item that was removed, still runs."""
    entry = Entry("a", None)
    engine.handle([AddItem(entry), CheckNow(None)], 0.0)
    engine.advance(0.0)
    (check,) = engine.hand_out(0.0)
    engine.handle([CheckStarted(check, 0.0)], 0.0)
    engine.abandon(check, 0.0)
    engine.handle([RemoveItem(entry)], 0.0)
    engine.take_events()
    return check


class Late:
    """A checker without items, and the mail of a check that returns late."""

    def __init__(self, kind: type[ThreadedChecker] | type[AsyncChecker]) -> None:
        self.checker: Any = kind(on_event=EventLog())
        with self.checker._lock:
            check = abandon_one(self.checker._state.engine)
        self.mail = CheckReturned(check, 0.0, WORKS)

    def returns(self) -> None:
        self.checker._mailbox.send(self.mail)

    def returns_before_a_check(self) -> None:
        self.returns()
        self.checker.check()

    async def returns_in_task(self) -> None:
        self.returns()

    async def check_in_task(self) -> None:
        await self.checker.check()

    def is_settled(self) -> bool:
        return self.checker.snapshot().abandoned == ()  # type: ignore[no-any-return]


THREADS: dict[str, Callable[[Late], object]] = {
    "A": lambda late: late.checker.check(),
    "B": Late.returns_before_a_check,
}


def test_in_threads_every_caller_gets_an_answer() -> None:
    """The engine's lines are steps: the owner that read it after it had given it back died here."""
    found = explore(
        lambda: Late(ThreadedChecker),
        THREADS,
        Late.is_settled,
        preemptions=1,
        step_into=[checker_lab.core.engine],
    )
    found.assert_holds()
    assert found.explored > 1000


@pytest.mark.deep
@pytest.mark.timeout(600)
def test_in_threads_a_third_one_brings_the_late_return() -> None:
    threads = {**THREADS, "B": THREADS["A"], "late": Late.returns}
    explore(
        lambda: Late(ThreadedChecker),
        threads,
        Late.is_settled,
        preemptions=1,
        step_into=[checker_lab.core.engine],
    ).assert_holds()


def test_in_tasks_every_caller_gets_an_answer() -> None:
    async def setup() -> Late:
        return Late(AsyncChecker)

    tasks = {"A": Late.check_in_task, "B": Late.check_in_task, "late": Late.returns_in_task}
    explore(setup, tasks, Late.is_settled).assert_holds()


def test_a_report_names_what_was_cancelled_and_does_not_run_any_more() -> None:
    engine = Engine()
    abandon_one(engine)
    engine.cancelled = ["a", "b"]
    assert engine.report(cancels=True) == StopReport(True, ("b",), ("a",))
    assert engine.report(cancels=False) == StopReport(True, (), ("a",))


def test_an_engine_that_forgets_answers_every_caller() -> None:
    class Reply:
        closed = False

        def send(self, item: object, /) -> None:
            raise AssertionError("its pass did not end")

        def close(self) -> None:
            self.closed = True

    waiting, asked = Reply(), Reply()
    engine = Engine()
    engine.handle([AddItem(Entry("a", None)), CheckNow(waiting)], 0.0)
    engine.advance(0.0)
    engine.handle([CheckNow(asked)], 0.0)
    engine.forget_all(1.0)
    assert waiting.closed
    assert asked.closed
    (result,) = [each.result for each in engine.take_events() if isinstance(each, CheckEnded)]
    assert isinstance(result.error, CheckSkippedError)
    assert result.error.reason is SkipReason.STOPPED
