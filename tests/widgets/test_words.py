"""The words of the dashboard: both languages have them all."""

from checker_lab.widgets.words import ENGLISH, RUSSIAN
from tests.helpers.catalogues import mistakes


def test_both_languages_have_every_text_with_the_same_values() -> None:
    assert not [*mistakes(ENGLISH, RUSSIAN)]
