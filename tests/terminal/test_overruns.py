"""Which overruns are news."""

from checker_lab import (
    CheckEnded,
    CheckResult,
    CheckSkippedError,
    Event,
    Outcome,
    PassEnded,
    PassStarted,
    SkipReason,
)
from checker_lab.terminal.overruns import OverrunNews


def started(number: int, items: int = 4) -> PassStarted:
    return PassStarted(number, items, 5.0 * number, "en")


def ended(number: int, *, skipped: SkipReason | None = None) -> CheckEnded:
    error = CheckSkippedError(skipped) if skipped else None
    outcome = Outcome.SKIPPED if skipped else Outcome.PASS
    return CheckEnded(CheckResult("a", outcome, number, 0.0, 0.1, error), "en")


def over(number: int) -> PassEnded:
    return PassEnded(number, 4, 0, 5.0 * number + 1, "en")


def lines(*events: Event) -> list[str]:
    overruns = OverrunNews()
    return [line for event in events if (line := overruns.line(event)) is not None]


def test_the_start_of_the_next_pass_reports_how_many_checks_still_wait() -> None:
    assert lines(started(7, 400), *[ended(7)] * 280, started(8, 400)) == [
        "pass 7: 120 of 400 still waiting after 5 s"
    ]


def test_passes_that_finish_in_time_report_nothing() -> None:
    assert lines(started(1), *[ended(1)] * 4, over(1), started(2), *[ended(2)] * 4, over(2)) == []


def test_an_item_added_between_two_passes_is_no_overrun() -> None:
    assert lines(started(1), *[ended(1)] * 4, over(1), ended(1), started(2)) == []


def test_overruns_in_a_row_are_one_line() -> None:
    late = ended(2, skipped=SkipReason.STILL_RUNNING)
    first = lines(started(1), *[ended(1)] * 3, started(2))
    assert len(first) == 1
    skipped: list[Event] = [started(2), late, *[ended(2)] * 3, over(2)]
    assert lines(started(1), *[ended(1)] * 3, *skipped, started(3), ended(3), started(4)) == first


def test_after_a_pass_in_time_the_next_overrun_is_news() -> None:
    in_time: list[Event] = [started(2), *[ended(2)] * 4, over(2)]
    assert lines(started(1), *in_time, started(3), ended(3), started(4)) == [
        "pass 1: 4 of 4 still waiting after 5 s",
        "pass 3: 3 of 4 still waiting after 5 s",
    ]


def test_late_results_of_an_older_pass_count_for_that_pass_only() -> None:
    assert lines(started(1), started(2), *[ended(1)] * 4, started(3))[0].startswith("pass 1: 4")
