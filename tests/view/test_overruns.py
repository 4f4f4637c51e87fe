"""Overruns: a pass that has not finished when the next one starts."""

from checker_lab.core.events import CheckEnded, Event, PassEnded, PassStarted, Stopped
from checker_lab.core.results import CheckResult, Outcome, StopReport
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view.overruns import Overruns


def check_ended(pass_number: int) -> CheckEnded:
    return CheckEnded(CheckResult("a", Outcome.PASS, pass_number, 0.0, 0.1))


def sentences(*events: Event) -> list[str]:
    overruns = Overruns()
    return [sentence for event in events if (sentence := overruns.hear(event))]


def test_a_pass_that_ends_in_time_is_no_overrun() -> None:
    in_time = (PassStarted(1, 1, 0.0), check_ended(1), PassEnded(1, 1, 0, 0.1))
    assert sentences(*in_time, PassStarted(2, 1, 5.0)) == []


def test_the_start_of_the_next_pass_reports_the_checks_without_a_result() -> None:
    ended = [check_ended(7)] * 280
    assert sentences(PassStarted(7, 400, 10.0, "en"), *ended, PassStarted(8, 400, 15.0)) == [
        "pass 7: 120 of 400 still waiting after 5 s"
    ]


def test_it_speaks_the_language_of_the_checker() -> None:
    assert sentences(PassStarted(7, 400, 10.0), PassStarted(8, 400, 15.0)) == [
        "Проход 7 не успел: за 5 с не завершено проверок: 400 из 400"
    ]


def test_it_reports_a_pass_once_and_ignores_its_later_results() -> None:
    assert sentences(
        PassStarted(1, 2, 0.0, "en"),
        PassStarted(2, 1, 5.0, "en"),
        check_ended(1),
        PassEnded(1, 2, 0, 6.0),
        PassStarted(3, 1, 10.0, "en"),
    ) == [
        "pass 1: 2 of 2 still waiting after 5 s",
        "pass 2: 1 of 1 still waiting after 5 s",
    ]


def test_a_stop_ends_the_pass() -> None:
    stopped = Stopped(StopReport(True))
    assert sentences(PassStarted(1, 1, 0.0), stopped, PassStarted(2, 1, 5.0)) == []


def test_a_real_checker_with_a_hung_check_overruns_once() -> None:
    clock, log, hung = ManualClock(), EventLog(), Scripted("hung", HANG)
    checker = ThreadedChecker(
        [hung, Scripted("good")], interval=5.0, clock=clock, on_event=log, language="en"
    )
    checker.run()
    wait_until(lambda: hung.started and len(log.results) == 1)
    for results in (3, 5):  # each later pass has one result and one skip
        wait_until(lambda: clock.alarms[:1] == (clock.now() + 5.0,))
        clock.advance(5.0)
        wait_until(lambda: len(log.results) == results)  # noqa: B023
    checker.stop()
    hung.release()
    wait_until(lambda: not checker.snapshot().abandoned)
    assert sentences(*log.events) == ["pass 1: 1 of 2 still waiting after 5 s"]
