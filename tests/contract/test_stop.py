"""How a run ends."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checker_lab import AlreadyRunningError, Context, Outcome, SkipReason, Stopped, StopReport
from checker_lab.core.errors import CheckSkippedError
from checker_lab.testing import HANG, EventLog, wait_until
from tests.contract.shells import Shell

STOPPED = "Проверки остановлены"


def test_stop_ends_the_run_and_says_so_last(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    item = shell.item("bad", False)
    checker = shell.make([item])
    shell.run(checker)
    shell.wait_idle(checker, 1)
    assert shell.stop(checker) == StopReport(ended=True)
    assert capsys.readouterr().out.splitlines()[-1] == STOPPED
    assert shell.at_work() == 0
    assert not checker.snapshot().running
    shell.clock.advance(60.0)
    assert item.started == 1


def test_nothing_of_the_run_is_at_work_when_the_line_is_printed(shell: Shell) -> None:
    seen: list[int] = []

    def listener(event: object) -> None:
        if isinstance(event, Stopped):
            seen.append(shell.checking(checker))

    checker = shell.make([shell.item(str(number)) for number in range(20)], on_event=listener)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.stop(checker)
    assert seen == [0]


def test_a_hung_check_does_not_hold_the_stop_and_is_named(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    hung = shell.item("hung", HANG)
    checker = shell.make([hung])
    shell.run(checker)
    wait_until(lambda: hung.started)
    assert shell.stop(checker) == StopReport(ended=True, abandoned=("hung",))
    assert capsys.readouterr().out.splitlines() == [STOPPED]
    assert checker.snapshot().abandoned == ("hung",)
    assert shell.stop(checker) == StopReport(ended=True, abandoned=("hung",))
    shell.release(hung)
    wait_until(lambda: checker.snapshot().abandoned == ())


def test_a_task_in_flight_is_cancelled_and_named_and_a_thread_abandoned(shell: Shell) -> None:
    gate = threading.Event()

    async def wait_in_task() -> bool:
        await shell.clock.sleep_async(60.0)
        return True

    def wait_in_thread() -> bool:
        return gate.wait(60.0)

    item = shell.item("slow", wait_in_task if shell.cancels else wait_in_thread)
    checker = shell.make([item])
    shell.run(checker)
    wait_until(lambda: item.started)
    report = shell.stop(checker)
    gate.set()
    if shell.cancels:
        assert report == StopReport(ended=True, cancelled=("slow",))
    else:
        assert report == StopReport(ended=True, abandoned=("slow",))


def test_checks_in_flight_get_their_grace(shell: Shell) -> None:
    log = EventLog()
    item = shell.item("a", HANG)
    checker = shell.make([item], on_event=log)
    shell.run(checker)
    wait_until(lambda: item.started)
    with ThreadPoolExecutor(1) as pool:
        report = pool.submit(shell.stop, checker, grace=10.0)
        shell.wait_due(10.0)
        assert not report.done()
        shell.release(item)
        assert report.result() == StopReport(ended=True)
    assert [result.outcome for result in log.results] == [Outcome.PASS]


def test_the_grace_is_also_for_a_pass_that_has_just_begun(shell: Shell) -> None:
    log = EventLog()
    items = [shell.item(str(number)) for number in range(3)]
    checker = shell.make(items, on_event=log)
    shell.run(checker)
    assert shell.stop(checker, grace=10.0) == StopReport(ended=True)
    assert [result.outcome for result in log.results] == [Outcome.PASS] * 3
    assert log.events[-1] == Stopped(StopReport(ended=True))


def test_a_stop_with_grace_starts_no_more_checks_than_there_are_workers(shell: Shell) -> None:
    log = EventLog()
    items = [shell.item(str(number), HANG) for number in range(9)]
    checker = shell.make(items, max_concurrent=2, in_one_shard=True, on_event=log)
    shell.run(checker)
    with ThreadPoolExecutor(1) as pool:
        report = pool.submit(shell.stop, checker, grace=10.0)
        shell.wait_due(10.0)
        for item in items:
            shell.release(item)
        assert report.result() == StopReport(ended=True)
    outcomes = Counter(result.outcome for result in log.results)
    assert outcomes == {Outcome.PASS: 2, Outcome.SKIPPED: 7}


def test_the_grace_is_bounded(shell: Shell) -> None:
    item = shell.item("a", HANG)
    checker = shell.make([item])
    shell.run(checker)
    wait_until(lambda: item.started)
    with ThreadPoolExecutor(1) as pool:
        report = pool.submit(shell.stop, checker, grace=10.0)
        shell.wait_due(10.0)
        shell.clock.advance(10.0)
        assert report.result() == StopReport(ended=True, abandoned=("a",))
    shell.release(item)


def test_checks_that_wait_for_their_turn_are_not_started_by_a_stop(shell: Shell) -> None:
    log = EventLog()
    items = [shell.item(str(number), HANG) for number in range(400)]
    checker = shell.make(items, max_concurrent=1, in_one_shard=True, on_event=log)
    shell.run(checker)
    wait_until(lambda: sum(item.started for item in items) == 1)
    report = shell.stop(checker)
    assert len(report.abandoned) == 1
    assert len(log.results) == 400
    for result in log.results:
        assert isinstance(result.error, CheckSkippedError)
        assert result.error.reason is SkipReason.STOPPED
    for item in items:
        shell.release(item)
    wait_until(lambda: checker.snapshot().abandoned == ())
    assert sum(item.started for item in items) == 1


def test_stop_twice_and_before_a_run(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    checker = shell.make([shell.item("a")])
    assert shell.stop(checker) == StopReport(ended=True)
    assert capsys.readouterr().out == ""
    shell.run(checker)
    assert shell.stop(checker).ended
    assert shell.stop(checker).ended
    assert capsys.readouterr().out.splitlines().count(STOPPED) == 1


def test_stop_from_many_threads(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    checker = shell.make([shell.item("a")])
    shell.run(checker)
    shell.wait_idle(checker, 1)
    with ThreadPoolExecutor(16) as pool:
        reports = list(pool.map(lambda _: shell.stop(checker), range(16)))
    assert reports == [StopReport(ended=True)] * 16
    assert capsys.readouterr().out.splitlines() == [STOPPED]


def test_stop_from_the_listener_does_not_wait_for_itself(shell: Shell) -> None:
    reports: list[StopReport] = []
    log = EventLog()

    def listener(event: Any) -> None:
        log(event)
        if not reports:
            shell.stop_from_listener(checker, reports.append)(event)

    checker = shell.make([shell.item("a")], on_event=listener)
    shell.run(checker)
    wait_until(lambda: isinstance(log.events[-1], Stopped) if log.events else False)
    assert [report.ended for report in reports] == [False]
    assert shell.stop(checker).ended


def test_a_listener_that_blocks_is_waited_for_within_the_timeout() -> None:
    # In asyncio it would block the event loop, and the stop with it.
    from checker_lab import ThreadedChecker
    from checker_lab.testing import Scripted

    inside, gate = threading.Event(), threading.Event()

    def listener(event: object) -> None:
        inside.set()
        gate.wait(60.0)

    checker = ThreadedChecker([Scripted("a")], on_event=listener)
    checker.run()
    assert inside.wait(10.0)
    assert not checker.stop(timeout=0.05).ended
    with pytest.raises(AlreadyRunningError):
        checker.run()
    gate.set()
    assert checker.stop().ended


@pytest.mark.parametrize("end", ["cancel", "parent", "deadline"])
def test_a_context_ends_the_run(shell: Shell, end: str, capsys: pytest.CaptureFixture[str]) -> None:
    item = shell.item("a")
    checker = shell.make([item])
    parent = Context.background(clock=shell.clock).with_cancel()
    context = parent.with_timeout(7.0)
    shell.run(checker, context)
    shell.wait_idle(checker, 1)
    if end == "deadline":
        shell.clock.advance(7.0)
    else:
        {"cancel": context, "parent": parent}[end].cancel("enough")
    wait_until(lambda: not checker.snapshot().running)
    wait_until(lambda: shell.at_work() == 0)
    assert capsys.readouterr().out.splitlines() == [STOPPED]


def test_a_context_that_is_done_already(shell: Shell) -> None:
    item, log = shell.item("a"), EventLog()
    checker = shell.make([item], on_event=log)
    context = Context.background().with_cancel()
    context.cancel()
    shell.run(checker, context)
    wait_until(lambda: not checker.snapshot().running)
    assert item.started == 0
    assert [type(event) for event in log.events] == [Stopped]


def test_an_old_context_does_not_end_a_new_run(shell: Shell) -> None:
    checker = shell.make([shell.item("a")])
    context = Context.background().with_cancel()
    shell.run(checker, context)
    shell.wait_idle(checker, 1)
    shell.stop(checker)
    shell.run(checker)
    context.cancel()
    shell.wait_idle(checker, 2)
    assert checker.snapshot().running


def test_run_again_after_a_stop(shell: Shell) -> None:
    log = EventLog()
    item = shell.item("a")
    checker = shell.make([item], on_event=log)
    for number in (1, 2, 3):
        shell.run(checker)
        shell.wait_idle(checker, number)
        shell.stop(checker)
    assert Counter(type(event) for event in log.events)[Stopped] == 3
    assert [result.pass_number for result in log.results] == [1, 2, 3]


def test_run_while_it_runs_is_an_error_and_changes_nothing(shell: Shell) -> None:
    item = shell.item("a")
    checker = shell.make([item])
    shell.run(checker)
    with pytest.raises(AlreadyRunningError, match=r"call stop\(\) first"):
        shell.run(checker)
    shell.wait_idle(checker, 1)
    assert item.started == 1


@pytest.mark.parametrize("option", ["grace", "timeout"])
def test_bad_seconds_are_refused_and_the_run_goes_on(shell: Shell, option: str) -> None:
    checker = shell.make()
    shell.run(checker)
    for wrong in (-1, float("nan"), float("inf"), "1"):
        with pytest.raises((TypeError, ValueError), match=option):
            shell.stop(checker, **{option: wrong})
    assert checker.snapshot().running
