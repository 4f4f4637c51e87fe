"""The words of the views: both languages have them all, and a view has no others."""

from collections.abc import Iterator
from typing import Any

import pytest

from checker_lab.core.language import Language
from checker_lab.core.lines import describe
from checker_lab.core.results import Outcome, StopReport
from checker_lab.view import ViewState
from checker_lab.view.chart import Group, chart_of_passes
from checker_lab.view.chart_html import chart_html
from checker_lab.view.chart_text import chart_text
from checker_lab.view.marks import MARKS
from checker_lab.view.status import status
from checker_lab.view.table import table
from checker_lab.view.words import ENGLISH, RUSSIAN
from tests.helpers.catalogues import foreign_words, mistakes, texts_of
from tests.helpers.prose import text_of
from tests.view.simulated import SimulatedChecker

LANGUAGES: list[Language] = ["en", "ru"]


def test_both_languages_have_every_text_with_the_same_values() -> None:
    assert not [*mistakes(ENGLISH, RUSSIAN)]


def test_every_outcome_has_a_name_and_it_is_that_of_the_lines() -> None:
    assert RUSSIAN.outcomes.keys() == ENGLISH.outcomes.keys() == MARKS.keys()
    for outcome in Outcome:
        assert RUSSIAN.outcomes[outcome].split("|")[0] == describe(outcome, "ru")


def scenes(language: Language) -> Iterator[ViewState]:
    """A run with every outcome, abandoned checks, an overrun and two stops."""
    checker = SimulatedChecker("1234567", 5.0, language)
    yield checker.state()
    checker.start_pass()
    checker.start(*"123456")
    checker.now += 2
    yield checker.state()
    for item_id, outcome in zip("12345", set(Outcome) - {Outcome.SKIPPED}, strict=True):
        checker.end(item_id, outcome)
    checker.abandon("6")
    checker.end("7", Outcome.SKIPPED)
    checker.now += 3
    checker.start_pass()
    yield checker.state()
    checker.return_late("6")
    checker.end_pass(3)
    checker.start_pass()
    checker.end_pass()
    yield checker.state()._replace(missed_passes=1, waiting=2, abandoned=5)
    for report in (StopReport(ended=False, cancelled=("1",), abandoned=("2",)), StopReport(True)):
        checker.stop(report)
        yield checker.state()


def shown(state: ViewState) -> Iterator[str]:
    language = state.language
    for live in (True, False):
        yield from texts_of(status(state, live=live))
    yield from texts_of(status(state._replace(outcomes=frozenset(MARKS)), live=True))
    yield from texts_of(table(state.rows, language, may_remove=True))
    yield from state.log
    ids = [row.item_id for row in state.rows]
    chart = chart_of_passes(state.panels, ids, state.interval, 1.0, language=language)
    yield chart.about
    groups = [Group("", "", chart.lanes, hidden=1000)]
    yield text_of(chart_html(groups, [*chart.ticks, *chart.timeouts], "", language))
    yield chart_text(groups, chart.ticks, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_has_no_word_of_the_other_language(language: Language) -> None:
    found: list[Any] = [text for state in scenes(language) for text in shown(state)]
    assert len(found) > 300
    assert {text for text in found if foreign_words(text, language)} == set()
