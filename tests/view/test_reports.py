"""Events in words."""

import pytest

from checker_lab import CheckResult, Outcome, StopReport
from checker_lab.core.errors import CheckFailedError, CheckTimeoutError
from checker_lab.core.events import (
    CheckEnded,
    Event,
    LateReturn,
    PassEnded,
    PassesMissed,
    PassStarted,
    Stopped,
)
from checker_lab.view.reports import NAMES, log_line, stop_lines, unfinished_pass


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (PassStarted(1, 3, 0.0, "en"), None),
        (CheckEnded(CheckResult("a", Outcome.PASS, 1, 0.0, 0.1), "en"), None),
        (
            CheckEnded(
                CheckResult("a", Outcome.FAIL, 1, 0.0, 0.1, CheckFailedError("no"), "no"), "en"
            ),
            "a: not working: no",
        ),
        (
            CheckEnded(CheckResult("a", Outcome.TIMEOUT, 1, 0.0, 2.0, CheckTimeoutError(2.0))),
            "a: таймаут: нет ответа за 2 с",
        ),
        (PassEnded(12, 1, 0, 0.0, "en"), "pass 12 ended: 1 item, 0 failing"),
        (PassEnded(12, 2000, 3, 0.0, "en"), "pass 12 ended: 2,000 items, 3 failing"),
        (PassesMissed(2, "en"), "Passes missed: 2"),
        (LateReturn("a\nb", 1, 1.26, "en"), r"a\nb: returned 1.3 s after it was abandoned"),
        (Stopped(StopReport(True)), "Проверки остановлены"),
    ],
)
def test_the_line_of_an_event(event: Event, text: str | None) -> None:
    assert log_line(event) == text


def test_the_report_of_a_stop() -> None:
    assert list(stop_lines(StopReport(True), "ru")) == [
        "Проверки остановлены",
        "Ни одна проверка не отменена и не брошена.",
    ]
    assert list(stop_lines(StopReport(False, ("a", "b"), ("c\n",)), "en")) == [
        "Checks stopped",
        "The run has not ended yet.",
        "Cancelled: a, b.",
        r"Abandoned: c\n.",
    ]


def test_a_report_names_only_the_first_of_many_ids() -> None:
    ids = tuple(f"id{number}" for number in range(NAMES + 1234))
    *_, line = stop_lines(StopReport(True, ids), "en")
    assert line == f"Cancelled: {', '.join(ids[:NAMES])} and 1,234 more."
    *_, line = stop_lines(StopReport(True, ids[:NAMES]), "en")
    assert line == f"Cancelled: {', '.join(ids[:NAMES])}."


def test_an_unfinished_pass_in_both_languages() -> None:
    assert unfinished_pass(7, 120, 400, 5.0003, "en") == (
        "pass 7: 120 of 400 still waiting after 5 s"
    )
    assert unfinished_pass(7, 120, 400, 0.25, "ru") == (
        "Проход 7 не успел: за 0.25 с не завершено проверок: 120 из 400"
    )
