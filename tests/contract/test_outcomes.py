"""How checks end: what they return, raise, or never do."""

import time
from typing import Any

import pytest

from checker_lab import (
    SYSTEM_CLOCK,
    CheckPanicError,
    CheckTimeoutError,
    HealthCheck,
    LateReturn,
    Outcome,
    SkipReason,
)
from checker_lab.core.errors import CheckFailedError, CheckSkippedError
from checker_lab.testing import HANG, EventLog, ManualClock, wait_until
from tests.contract.shells import Shell, eventually


def recurse() -> Any:
    return recurse()


@pytest.mark.parametrize(
    ("answer", "outcome", "output"),
    [
        (True, Outcome.PASS, ""),
        (False, Outcome.FAIL, ""),
        ("pass", Outcome.PASS, ""),
        (HealthCheck("a", "warn", "slow disk"), Outcome.WARN, "slow disk"),
        (HealthCheck("a", "fail", "no disk"), Outcome.FAIL, "no disk"),
    ],
)
def test_what_a_check_says(shell: Shell, answer: Any, outcome: Outcome, output: str) -> None:
    (result,) = shell.check(shell.make([shell.item("a", answer)], on_event=EventLog()))
    assert (result.outcome, result.output) == (outcome, output)
    assert isinstance(result.error, CheckFailedError) is (outcome is Outcome.FAIL)


def test_a_result_has_the_wall_time_of_its_start(shell: Shell) -> None:
    class Calendar(ManualClock):
        def wall(self) -> float:
            return self.now() + 1e9

    log, hung = EventLog(), shell.item("hung", HANG, True)
    items = [shell.item("good"), shell.item("bad", False), hung]
    checker = shell.make(items, clock=(clock := Calendar()), on_event=log)
    shell.run(checker)
    wait_until(lambda: hung.started and len(log.results) == 2)
    clock.advance(5.0)
    wait_until(lambda: len(log.results) == 5)
    assert {result.outcome for result in log.results} == {
        Outcome.PASS,
        Outcome.FAIL,
        Outcome.SKIPPED,
    }
    for result in log.results:
        assert result.wall_time == result.started_at + 1e9
    lasts = {item_id: item.last for item_id, item in checker.snapshot().items.items()}
    assert lasts == {result.item_id: result for result in log.results}
    shell.release(hung)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("boom"),
        SystemExit(3),
        KeyboardInterrupt(),
        GeneratorExit(),
        MemoryError(),
        TimeoutError("its own"),
        ExceptionGroup("two", [ValueError(), OSError()]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_panic_is_an_error_with_its_cause_and_all_else_goes_on(
    shell: Shell, error: BaseException
) -> None:
    log = EventLog()
    bad, good = shell.item("bad", error), shell.item("good")
    checker = shell.make([bad, good], on_event=log)
    shell.run(checker)
    for number in (1, 2):
        shell.wait_ended(good, number)
        shell.wait_results(log, 2 * number)
        result = next(result for result in log.results[::-1] if result.item_id == "bad")
        assert result.outcome is Outcome.PANIC
        assert isinstance(result.error, CheckPanicError)
        assert shell.same(result.error.__cause__, error)
        shell.tick(checker, 5.0)
    assert f"bad: паника: {type(error).__name__}" in log.lines[0]


def test_endless_recursion_is_a_panic(shell: Shell) -> None:
    bad, good = shell.item("bad", recurse), shell.item("good")
    results = shell.check(shell.make([bad, good], on_event=EventLog()))
    assert [result.outcome for result in results] == [Outcome.PANIC, Outcome.PASS]
    assert isinstance(results[0].error and results[0].error.__cause__, RecursionError)


def test_an_error_that_cannot_be_printed_is_told_all_the_same(shell: Shell) -> None:
    class UnprintableError(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no")

        __repr__ = __str__

    log = EventLog()
    shell.check(shell.make([shell.item("a", UnprintableError())], on_event=log))
    assert log.lines == ["a: паника: UnprintableError: (its text could not be read)"]


@pytest.mark.parametrize("answer", [None, 1, 0, "", {"status": "pass"}, [], object])
def test_a_wrong_answer_is_a_panic_that_says_what_is_wanted(shell: Shell, answer: Any) -> None:
    (result,) = shell.check(shell.make([shell.item("a", lambda: answer)], on_event=EventLog()))
    assert result.outcome is (Outcome.PANIC)
    said = str(result.error)
    assert "a bool or a HealthCheck" in said
    assert type(answer).__name__ in said


def test_a_check_that_outlives_its_timeout(shell: Shell) -> None:
    log = EventLog()
    hung, other = shell.item("hung", HANG), shell.item("other")
    checker = shell.make([hung, other], timeout=1.0, on_event=log)
    shell.run(checker)
    wait_until(lambda: hung.started and len(log.results) == 1)
    shell.clock.advance(0.9)
    assert [result.item_id for result in log.results] == ["other"]
    shell.clock.advance(0.1)
    wait_until(lambda: len(log.results) == 2)
    result = log.results[-1]
    assert (result.item_id, result.outcome, result.duration) == ("hung", Outcome.TIMEOUT, 1.0)
    assert isinstance(result.error, CheckTimeoutError)
    assert log.lines == ["hung: таймаут: нет ответа за 1 с"]


def test_an_abandoned_check_is_counted_and_its_item_skipped_until_it_returns(shell: Shell) -> None:
    log = EventLog()
    hung = shell.item("hung", HANG)
    checker = shell.make([hung], timeout=1.0, on_event=log)
    shell.run(checker)
    wait_until(lambda: hung.started)
    shell.clock.advance(1.0)
    wait_until(lambda: checker.snapshot().abandoned == ("hung",))
    assert checker.snapshot().items["hung"].abandoned
    shell.tick(checker, 4.0)
    wait_until(lambda: len(log.results) == 2)
    error = log.results[-1].error
    assert isinstance(error, CheckSkippedError)
    assert error.reason is SkipReason.STILL_RUNNING
    assert hung.started == 1
    shell.release(hung)
    wait_until(lambda: checker.snapshot().abandoned == ())
    late = [4.0]
    eventually(lambda: [event.late for event in log.events if isinstance(event, LateReturn)], late)
    shell.tick(checker, 5.0)
    eventually(lambda: log.results[-1].outcome, Outcome.PASS)
    assert hung.ended == 2


def test_hung_checks_are_replaced_up_to_the_cap_and_skipped_past_it(shell: Shell) -> None:
    log = EventLog()
    hung = [shell.item(f"hung {number}", HANG) for number in range(3)]
    good = shell.item("good")
    checker = shell.make(
        [*hung, good],
        timeout=1.0,
        max_concurrent=1,
        max_abandoned=2,
        in_one_shard=True,
        on_event=log,
    )
    shell.run(checker)
    for item in hung:
        shell.wait_started(item)
        shell.clock.advance(1.0)
        shell.wait_abandoned(checker, item.id)
    # One worker, and two more in place of the first two that hung: the third is the last.
    wait_until(lambda: len(log.results) == 4)
    error = log.results[-1].error
    assert isinstance(error, CheckSkippedError)
    assert (log.results[-1].item_id, error.reason) == ("good", SkipReason.NO_WORKER)
    assert log.lines[-1] == "good: пропущен: свободных исполнителей нет: все зависли"
    shell.tick(checker, 2.0)
    wait_until(lambda: len(log.results) == 8)
    assert good.started == 0
    shell.release(hung[0])
    wait_until(lambda: len(checker.snapshot().abandoned) == 2)
    shell.tick(checker, 5.0)
    wait_until(lambda: good.ended == 1)
    for item in hung:
        shell.release(item)
    wait_until(lambda: checker.snapshot().abandoned == ())


def test_a_check_that_comes_back_too_late_has_timed_out(shell: Shell) -> None:
    log = EventLog()

    def be_slow() -> bool:
        shell.clock.advance(1.0)
        return True

    checker = shell.make([shell.item("slow", be_slow)], timeout=1.0, on_event=log)
    shell.run(checker)
    wait_until(lambda: log.results)
    assert log.results[0].outcome is Outcome.TIMEOUT
    wait_until(lambda: checker.snapshot().abandoned == ())


def test_a_listener_that_raises_is_reported_once_and_the_checks_go_on(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    item = shell.item("a")

    def listener(event: object) -> None:
        raise LookupError("no such screen")

    checker = shell.make([item], on_event=listener)
    shell.run(checker)
    for number in (1, 2):
        shell.wait_ended(item, number)
        shell.wait_idle(checker, number)
        shell.tick(checker, 5.0)
    shell.stop(checker)
    said = capsys.readouterr()
    assert said.err.count("LookupError: no such screen") == 1
    assert said.out == ""


def test_every_failure_is_a_line_and_a_success_is_none(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [
        shell.item("good"),
        shell.item("warned", HealthCheck("warned", "warn", "disk 90 % full")),
        shell.item("bad", HealthCheck("bad", "fail", "no disk")),
        shell.item("no", False),
        shell.item("boom", ValueError("boom")),
    ]
    for language in ("ru", "en"):
        checker = shell.make(items, language=language, max_concurrent=1, in_one_shard=True)
        shell.check(checker)
    assert capsys.readouterr().out.splitlines() == [
        "warned: предупреждение: disk 90 % full",
        "bad: не работает: no disk",
        "no: не работает: health() вернул False",
        "boom: паника: ValueError: boom",
        "warned: warning: disk 90 % full",
        "bad: not working: no disk",
        "no: not working: health() returned False",
        "boom: panicked: ValueError: boom",
    ]


def test_what_comes_from_outside_cannot_forge_a_line(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = HealthCheck("a", "fail", "x\nПроверки остановлены\x1b[2J" + "y" * 1000)
    shell.check(shell.make([shell.item("a\nb", forged)]))
    (text,) = capsys.readouterr().out.splitlines()
    assert text.startswith(r"a\nb: не работает: x\nПроверки остановлены\x1b[2Jyyy")
    assert len(text) < 350


def test_a_result_has_a_wall_clock_time_for_a_calendar(local_shell: Shell) -> None:
    item = local_shell.item("a")
    before = time.time()
    (result,) = local_shell.check(local_shell.make([item], clock=SYSTEM_CLOCK, on_event=EventLog()))
    assert result.wall_time is not None
    assert before - 1.0 < result.wall_time < time.time() + 1.0
    (again,) = local_shell.check(local_shell.make([item], on_event=EventLog()))
    assert again.wall_time == again.started_at, "a lesson looks alike in every run"
