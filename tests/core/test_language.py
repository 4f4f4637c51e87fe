"""The languages."""

import pytest

from checker_lab.core.language import check_language


def test_two_languages_and_no_other() -> None:
    assert [check_language(each) for each in ("ru", "en")] == ["ru", "en"]
    with pytest.raises(ValueError, match="language must be 'ru' or 'en', not 'de'"):
        check_language("de")
