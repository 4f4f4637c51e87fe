"""The timeout, set at any time and by any thread."""

import threading
from typing import Any

import pytest

from checker_lab import CheckTimeoutError, Outcome, PassStarted
from checker_lab.testing import EventLog, wait_until
from tests.contract.shells import Checker, Shell, eventually
from tests.contract.watching import (
    eventually_started,
    hung_items,
    in_thread,
    set_pace,
    started_at,
)


def timed_out(log: EventLog) -> dict[str, float]:
    """The durations of the checks that timed out, by id."""
    late = {}
    for result in log.results:
        if result.outcome is Outcome.TIMEOUT:
            assert isinstance(result.error, CheckTimeoutError)
            late[result.item_id] = result.duration
    return late


def test_setting_the_timeout_before_a_run(shell: Shell) -> None:
    log = EventLog()
    (item,) = hung_items(shell, "a")
    checker = shell.make([item], on_event=log)
    assert (checker.interval, checker.timeout) == (5.0, None)
    in_thread(lambda: set_pace(checker, timeout=2))
    assert checker.timeout == checker.snapshot().timeout == 2.0
    shell.run(checker)
    shell.wait_due(2.0)
    shell.clock.advance(2.0)
    eventually(lambda: timed_out(log), {"a": 2.0})
    shell.release(item)


def start_one_by_one(shell: Shell, checker: Checker, items: list[Any]) -> None:
    """Start their checks, one second apart."""
    for item in items:
        checker.add(item)
        eventually_started(checker, item.id, shell.clock.now())
        shell.wait_settled()
        shell.clock.advance(1.0)


def staggered(shell: Shell, log: EventLog, timeout: float | None) -> Checker:
    """A checker at 3 s with hung checks a, b and c, which started at 0, 1 and 2 s."""
    checker = shell.make(interval=100.0, timeout=timeout, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    start_one_by_one(shell, checker, hung_items(shell, "a", "b", "c"))
    assert [started_at(checker, item_id) for item_id in "abc"] == [0.0, 1.0, 2.0]
    return checker


@pytest.mark.parametrize("before", [None, 50.0])
def test_a_shorter_timeout_holds_for_checks_in_flight_from_their_start(
    shell: Shell, before: float | None
) -> None:
    log = EventLog()
    checker = staggered(shell, log, before)
    in_thread(lambda: set_pace(checker, timeout=2.5))
    eventually(lambda: timed_out(log), {"a": 3.0})
    shell.wait_due(3.5)
    shell.clock.advance(0.5)
    eventually(lambda: timed_out(log), {"a": 3.0, "b": 2.5})
    shell.wait_due(4.5)
    shell.clock.advance(1.0)
    eventually(lambda: timed_out(log), {"a": 3.0, "b": 2.5, "c": 2.5})
    eventually(lambda: checker.snapshot().abandoned, ("a", "b", "c"))


def test_a_longer_timeout_or_none_lets_checks_in_flight_go_on(shell: Shell) -> None:
    log = EventLog()
    checker = staggered(shell, log, 10.0)
    shell.wait_due(10.0)
    checker.timeout = 20.0
    shell.wait_due(20.0)
    shell.clock.advance(12.0)
    checker.timeout = None
    shell.wait_due(100.0)
    shell.clock.advance(30.0)
    assert timed_out(log) == {}
    checker.timeout = 60.0
    shell.wait_due(60.0)
    shell.release(shell.items[0])
    eventually(lambda: [result.item_id for result in log.results], ["a"])
    shell.wait_due(61.0)
    shell.clock.advance(16.0)
    eventually(lambda: timed_out(log), {"b": 60.0})


def test_many_deadlines_keep_their_order(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make(interval=1000.0, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    ids = [str(number) for number in range(20)]
    start_one_by_one(shell, checker, hung_items(shell, *ids[:10]))
    checker.timeout = 50.0
    start_one_by_one(shell, checker, hung_items(shell, *ids[10:]))
    checker.timeout = 40.0
    for number, item_id in enumerate(ids):
        shell.wait_due(40.0 + number)
        shell.clock.advance(40.0 + number - shell.clock.now())
        eventually(lambda: list(timed_out(log))[-1:], [item_id])
    assert list(timed_out(log)) == ids
    assert set(timed_out(log).values()) == {40.0}


def test_setting_the_timeout_from_on_event(shell: Shell) -> None:
    log = EventLog()

    def hurry(event: object) -> None:
        log(event)  # type: ignore[arg-type]
        if isinstance(event, PassStarted):
            checker.timeout = 1.0

    (item,) = hung_items(shell, "a")
    checker = shell.make([item], on_event=hurry)
    shell.run(checker)
    shell.wait_due(1.0)
    shell.clock.advance(1.0)
    eventually(lambda: timed_out(log), {"a": 1.0})


@pytest.mark.parametrize("swallows", [False, True])
@pytest.mark.parametrize("later", [None, 60.0])
def test_a_cancelled_check_has_timed_out_whatever_timeout_follows(
    shell: Shell, later: float | None, swallows: bool
) -> None:
    """Only a task notices its timeout, as a cancellation, and could then change it."""
    log, cancelled, gate = EventLog(), [], threading.Event()

    async def in_task() -> bool:
        try:
            await shell.clock.sleep_async(50.0)
        finally:
            cancelled.append(True)
            checker.timeout = later
            while swallows and not gate.is_set():
                try:
                    await shell.clock.sleep_async(50.0)
                except BaseException:
                    pass
        return True

    def in_worker() -> bool:
        return gate.wait(20.0)

    item = shell.item("a", in_task if shell.cancels else in_worker)
    checker = shell.make([item], interval=100.0, timeout=2.0, on_event=log)
    shell.run(checker)
    shell.wait_started(item)
    wait_until(lambda: shell.clock.alarms[:1] == (2.0,))
    shell.clock.advance(2.0)
    shell.wait_results(log, 1)
    assert timed_out(log) == {"a": 2.0}
    assert "нет ответа за 2 с" in log.lines[0]
    assert len(cancelled) == shell.cancels
    gate.set()
    shell.clock.advance(50.0)
    wait_until(lambda: checker.snapshot().abandoned == ())
