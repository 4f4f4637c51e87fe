"""The words of both languages, and the lines of what a stop cut short."""

from checker_lab import StopReport
from checker_lab.terminal.words import ENGLISH, RUSSIAN, left_behind
from tests.helpers.catalogues import mistakes


def test_checks_that_a_stop_cut_short_are_named() -> None:
    report = StopReport(True, cancelled=("a\n",), abandoned=("b", "c"))
    assert left_behind(report, "en") == [
        r"Checks cancelled: a\n",
        "Checks abandoned: b, c",
    ]
    assert left_behind(StopReport(True), "ru") == []


def test_of_many_abandoned_checks_ten_are_named() -> None:
    (line,) = left_behind(StopReport(True, abandoned=tuple("abcdefghijklm")), "ru")
    assert line == "Проверки брошены: a, b, c, d, e, f, g, h, i, j и ещё 3"


def test_both_languages_have_every_text_with_the_same_values() -> None:
    assert not [*mistakes(ENGLISH, RUSSIAN)]
