"""The naive checker in threads works, but for the race that it shows."""

import threading
from typing import Any

import pytest

from checker_lab import AlreadyRunningError, Context, NaiveChecker, Outcome
from checker_lab.testing import ManualClock, Scripted, wait_until


class MeetAfterReading(NaiveChecker):
    """Lets two add() read before either stores: the schedule that loses an item."""

    meeting: threading.Barrier | None = None

    @property
    def items(self) -> list[Any]:
        read = self._items
        if self.meeting is not None:
            self.meeting.wait(10.0)
        return read

    @items.setter
    def items(self, items: list[Any]) -> None:
        self._items = items


def test_two_threads_that_read_before_either_stores_lose_an_item() -> None:
    checker = MeetAfterReading()
    checker.meeting = threading.Barrier(2)
    threads = [
        threading.Thread(target=checker.add, args=(Scripted(name),)) for name in ("first", "second")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checker.meeting = None
    assert str(checker) in ("first", "second")


def test_one_after_the_other_they_lose_nothing() -> None:
    checker = NaiveChecker([Scripted("a")])
    checker.add(Scripted("b"))
    checker.remove("a")
    checker.add(Scripted("c"))
    assert str(checker) == "b\nc"
    assert list(checker.snapshot().items) == ["b", "c"]


def test_the_naive_threads_check_and_stop(capsys: pytest.CaptureFixture[str]) -> None:
    clock = ManualClock()
    items = [Scripted("good"), Scripted("bad", ValueError("boom"))]
    with NaiveChecker(items, clock=clock) as checker:
        wait_until(lambda: clock.alarms == (5.0,))
        clock.advance(5.0)
        wait_until(lambda: clock.alarms == (10.0,))
        with pytest.raises(AlreadyRunningError):
            checker.run()
        assert [item.ended for item in items] == [2, 2]
        last = checker.snapshot().items["bad"].last
        assert last is not None
        assert last.outcome is Outcome.PANIC
    panic = "bad: паника: ValueError: boom"
    assert capsys.readouterr().out.splitlines() == [panic, panic, "Проверки остановлены"]
    assert not checker.snapshot().running


def test_a_context_ends_it() -> None:
    context = Context.background().with_cancel()
    checker = NaiveChecker()
    checker.run(context)
    context.cancel()
    wait_until(lambda: not checker.snapshot().running)
