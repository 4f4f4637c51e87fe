"""Every printed line, in both languages, on every kind of terminal."""

import io
from typing import Any, get_args

import pytest

from checker_lab import (
    CheckEnded,
    CheckResult,
    ClusterLost,
    ItemsNotChecked,
    Outcome,
    PassesMissed,
    PassStarted,
    SkipReason,
    Stopped,
    StopReport,
    WorkerLost,
    line,
    print_event,
)
from checker_lab.core.errors import (
    CheckerError,
    CheckFailedError,
    CheckPanicError,
    CheckSkippedError,
    CheckTimeoutError,
)
from checker_lab.core.language import Language
from checker_lab.core.lines import (
    LONGEST,
    NOT_CHECKED,
    OUTCOMES,
    SKIP_REASONS,
    describe,
    name_and_text,
    one_line,
    print_line,
    printable,
    reason,
)


def ended(
    outcome: Outcome, error: CheckerError | None = None, output: str = "", language: Language = "en"
) -> CheckEnded:
    return CheckEnded(CheckResult("a", outcome, 1, 0.0, 0.1, error, output), language)


PANIC = CheckPanicError("health() raised ValueError: boom", raised="ValueError: boom")
LINES: list[tuple[Any, str | None]] = [
    (ended(Outcome.PASS), None),
    (ended(Outcome.WARN, output="slow"), "a: warning: slow"),
    (ended(Outcome.WARN), "a: warning"),
    (ended(Outcome.FAIL, CheckFailedError("x"), "x"), "a: not working: x"),
    (ended(Outcome.FAIL, CheckFailedError("-")), "a: not working: health() returned False"),
    (ended(Outcome.TIMEOUT, CheckTimeoutError(2)), "a: timed out: no answer within 2 s"),
    (ended(Outcome.PANIC, PANIC), "a: panicked: ValueError: boom"),
    (
        ended(Outcome.PANIC, CheckPanicError("-", "int: 7")),
        "a: panicked: health() returned int: 7 instead of a bool or a HealthCheck",
    ),
    (ended(Outcome.PANIC, CheckPanicError("text")), "a: panicked: text"),
    (
        ended(Outcome.SKIPPED, CheckSkippedError(SkipReason.STILL_RUNNING)),
        "a: skipped: the previous check is still running",
    ),
    (ended(Outcome.SKIPPED, CheckSkippedError(SkipReason.STOPPED)), None),
    (ended(Outcome.SKIPPED, CheckSkippedError(SkipReason.WORKER_LOST)), None),
    (PassStarted(1, 2, 0.0, "en"), None),
    (PassesMissed(2, "en"), "Passes missed: 2"),
    (WorkerLost("w", "it died", "en"), "Worker lost: w: it died"),
    (
        ItemsNotChecked(3, 7, SkipReason.NO_WORKERS, "", "en"),
        "Pass 3: items not checked: 7: the cluster has no workers",
    ),
    (ClusterLost("gone", "en"), "Cluster lost, stopping the checks: gone"),
    (Stopped(StopReport(True), "en"), "Checks stopped"),
    (Stopped(StopReport(True)), "Проверки остановлены"),
    (
        ended(Outcome.TIMEOUT, CheckTimeoutError(2), language="ru"),
        "a: таймаут: нет ответа за 2 с",
    ),
    (ended(Outcome.PANIC, PANIC, language="ru"), "a: паника: ValueError: boom"),
]


@pytest.mark.parametrize(("event", "text"), LINES)
def test_the_line_of_each_event(event: Any, text: str | None) -> None:
    assert line(event) == text


def test_each_language_has_all_the_words() -> None:
    for words in (OUTCOMES, SKIP_REASONS, NOT_CHECKED):
        assert set(words) == set(get_args(Language))
    for language in get_args(Language):
        assert set(SKIP_REASONS[language]) == set(SkipReason)
        assert all(describe(outcome, language) for outcome in Outcome)


def test_a_check_that_passed_has_no_reason() -> None:
    assert reason(CheckResult("a", Outcome.PASS, 1, 0.0, 0.1)) == ""


def test_nothing_ends_a_line_or_forges_another() -> None:
    assert one_line("a\nb\r\x1b[2J\u2028c") == r"a\nb\r\x1b[2J\u2028c"
    assert one_line("x" * 1000) == "x" * (LONGEST - 1) + "…"
    assert printable("x" * 1000) == "x" * 1000

    class Text(str):
        def __str__(self) -> str:
            return "forged"

    assert one_line(Text("real")) == "real"


def test_an_error_that_cannot_be_printed_has_a_line() -> None:
    class Unprintable(Exception):  # noqa: N818
        def __str__(self) -> str:
            raise ValueError

    assert name_and_text(Unprintable()) == "Unprintable: (its text could not be read)"
    assert name_and_text(ValueError()) == "ValueError"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", b"\xd1\x8f \\udc80 caf\xc3\xa9\n"),
        ("cp1252", b"\\u044f \\udc80 caf\xe9\n"),
        ("ascii", b"\\u044f \\udc80 caf\\xe9\n"),
    ],
)
def test_a_terminal_gets_what_it_can_show(encoding: str, shown: bytes) -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding, newline="\n")
    print_line("я \udc80 café", stream)
    assert written.getvalue() == shown


def test_a_program_without_a_stdout_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    print_event(Stopped(StopReport(True)))
