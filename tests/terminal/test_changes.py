"""News is what differs from the last outcome; the same again is none."""

from checker_lab import Event, Outcome, PassEnded, PassesMissed, PassStarted, Stopped, StopReport
from checker_lab.terminal.changes import Changes, marked
from checker_lab.terminal.words import WORDS, left_behind
from tests.terminal.made import ended

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
TIMEOUT, SKIPPED = Outcome.TIMEOUT, Outcome.SKIPPED


def lines(*events: Event) -> list[str | None]:
    changes = Changes()
    return [changes.line(event) for event in events]


def test_the_first_result_is_news_and_the_same_again_is_none() -> None:
    assert lines(ended("a", PASS), ended("a", PASS), ended("a", PASS)) == ["a: works", None, None]


def test_a_failure_is_news_with_its_reason_and_so_is_the_recovery() -> None:
    assert lines(ended("a", PASS), ended("a", FAIL, "no disk"), ended("a", PASS, "fine")) == [
        "a: works",
        "a: not working: no disk",
        "a: works",
    ]


def test_another_reason_for_the_same_outcome_is_none() -> None:
    assert lines(ended("a", FAIL, "one"), ended("a", FAIL, "two"))[1] is None


def test_a_skipped_check_tells_nothing_of_the_service() -> None:
    events = [ended("a", outcome) for outcome in (SKIPPED, TIMEOUT, SKIPPED, TIMEOUT, SKIPPED)]
    told = "a: timed out: no answer within 2 s"
    assert lines(*events) == [None, told, None, None, None]


def test_items_are_told_apart() -> None:
    assert lines(ended("a", PASS), ended("b", PASS), ended("a", PASS)) == [
        "a: works",
        "b: works",
        None,
    ]


def test_missed_passes_are_news_and_passes_are_none() -> None:
    began, passed = PassStarted(1, 1, 0.0, "en"), PassEnded(1, 1, 0, 1.0, "en")
    assert lines(began, passed, PassesMissed(4, "en")) == [None, None, "Passes missed: 4"]


def test_the_language_is_that_of_the_event() -> None:
    assert lines(ended("a", WARN, "hot", "ru")) == ["a: предупреждение: hot"]


def test_ids_and_outputs_forge_no_line_and_send_no_codes() -> None:
    (told,) = lines(ended("a\nb: works\x1b[2J\u202e", FAIL, "x\r\n\x9bПроверки остановлены"))
    assert told is not None
    assert told.isprintable()
    assert told.startswith(r"a\nb: works\x1b[2J\u202e: not working: x\r\n\x9b")


def test_a_line_may_have_the_mark_of_its_outcome() -> None:
    assert marked(ended("a", FAIL), "a: not working") == "✗ a: not working"
    assert marked(PassesMissed(4), "missed") == "missed"


def test_what_a_stop_leaves_behind_is_named() -> None:
    report = StopReport(True, cancelled=("a\n",), abandoned=("b", "c"))
    assert left_behind(report, "en") == [
        r"Checks cancelled: a\n",
        "Checks not waited for: b, c",
    ]
    assert left_behind(StopReport(True), "ru") == []


def test_of_many_that_are_left_behind_only_some_are_named() -> None:
    (told,) = left_behind(StopReport(True, abandoned=tuple("abcdefghijklm")), "ru")
    assert told == "Проверок не дождались: a, b, c, d, e, f, g, h, i, j и ещё 3"


def test_a_stop_is_no_news_of_an_item() -> None:
    assert lines(Stopped(StopReport(True))) == [None]


def test_both_languages_have_all_words_with_the_same_places() -> None:
    for russian, english in zip(WORDS["ru"], WORDS["en"], strict=True):
        assert russian
        assert russian.count("{") == english.count("{")
        assert russian.count("\n") == english.count("\n")
