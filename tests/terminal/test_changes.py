"""An outcome is news when it differs from the item's last one."""

from checker_lab import Event, Outcome, PassEnded, PassesMissed, PassStarted, Stopped, StopReport
from checker_lab.terminal.changes import Changes, marked
from tests.terminal.made import ended

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
TIMEOUT, SKIPPED = Outcome.TIMEOUT, Outcome.SKIPPED


def lines(*events: Event) -> list[str]:
    changes = Changes()
    return [line for event in events for line in changes.lines(event)]


def test_the_first_result_is_news_and_the_same_outcome_again_is_not() -> None:
    assert lines(ended("a", PASS), ended("a", PASS), ended("a", PASS)) == ["a: works"]


def test_a_failure_is_news_with_its_reason_and_so_is_the_recovery() -> None:
    assert lines(ended("a", PASS), ended("a", FAIL, "no disk"), ended("a", PASS, "fine")) == [
        "a: works",
        "a: not working: no disk",
        "a: works",
    ]


def test_another_reason_for_the_same_outcome_is_not_news() -> None:
    assert lines(ended("a", FAIL, "one"), ended("a", FAIL, "two")) == ["a: not working: one"]


def test_a_skipped_check_says_nothing_about_the_service() -> None:
    events = [ended("a", outcome) for outcome in (SKIPPED, TIMEOUT, SKIPPED, TIMEOUT, SKIPPED)]
    assert lines(*events) == ["a: timed out: no answer within 2 s"]


def test_each_item_has_its_own_last_outcome() -> None:
    assert lines(ended("a", PASS), ended("b", PASS), ended("a", PASS)) == [
        "a: works",
        "b: works",
    ]


def test_missed_passes_are_news_and_passes_are_not() -> None:
    started, passed = PassStarted(1, 1, 0.0, "en"), PassEnded(1, 1, 0, 1.0, "en")
    assert lines(started, passed, PassesMissed(4, "en")) == ["Passes missed: 4"]


def test_the_language_is_that_of_the_event() -> None:
    assert lines(ended("a", WARN, "hot", "ru")) == ["a: предупреждение: hot"]


def test_ids_and_outputs_forge_no_line_and_send_no_codes() -> None:
    (line,) = lines(ended("a\nb: works\x1b[2J\u202e", FAIL, "x\r\n\x9bПроверки остановлены"))
    assert line.isprintable()
    assert line.startswith(r"a\nb: works\x1b[2J\u202e: not working: x\r\n\x9b")


def test_the_line_of_a_check_gets_the_mark_of_its_outcome() -> None:
    assert marked(ended("a", FAIL), "a: not working") == "✗ a: not working"
    assert marked(PassesMissed(4), "missed") == "missed"


def test_a_stop_is_not_news_of_an_item() -> None:
    assert lines(Stopped(StopReport(True))) == []
