"""The languages."""

import pytest

from checker_lab import AsyncChecker, AsyncNaiveChecker, NaiveChecker, ThreadedChecker, set_language
from checker_lab.core import language
from checker_lab.core.language import Language, check_language, choose_language


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", None)
    set_language("en")


def test_two_languages_and_no_other() -> None:
    assert [check_language(each) for each in ("ru", "en")] == ["ru", "en"]
    with pytest.raises(ValueError, match="language must be 'ru' or 'en', not 'de'"):
        check_language("de")
    with pytest.raises(ValueError, match="language must be 'ru' or 'en', not 'de'"):
        set_language("de")


@pytest.mark.parametrize("otherwise", ["ru", "en"])
def test_without_a_choice_each_part_has_its_own(otherwise: Language) -> None:
    assert choose_language(None, otherwise) == otherwise
    assert choose_language("ru", otherwise) == "ru"


@pytest.mark.usefixtures("english")
def test_the_process_has_a_language_that_an_argument_overrides() -> None:
    assert choose_language(None, "ru") == "en"
    assert choose_language("ru", "en") == "ru"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "kind",
    [ThreadedChecker, AsyncChecker, NaiveChecker, AsyncNaiveChecker],
    ids=lambda one: one.__name__,
)
def test_every_checker_follows_it(kind: type[ThreadedChecker]) -> None:
    assert kind().snapshot().language == "en"


@pytest.mark.usefixtures("english")
def test_what_exists_keeps_its_language() -> None:
    checker = ThreadedChecker()
    set_language("ru")
    assert checker.snapshot().language == "en"
    assert ThreadedChecker().snapshot().language == "ru"
