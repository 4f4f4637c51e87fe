"""The words of the views: both languages have them all, and a view has no others."""

from checker_lab.core.lines import describe
from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS
from checker_lab.view.words import ENGLISH, RUSSIAN
from tests.helpers.catalogues import mistakes


def test_both_languages_have_every_text_with_the_same_values() -> None:
    assert not [*mistakes(ENGLISH, RUSSIAN)]


def test_every_outcome_has_a_name_and_it_is_that_of_the_lines() -> None:
    assert RUSSIAN.outcomes.keys() == MARKS.keys()
    for outcome in Outcome:
        assert RUSSIAN.outcomes[outcome].split("|")[0] == describe(outcome, "ru")
