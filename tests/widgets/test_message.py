"""The text of an error: its class is named unless the text is clear without it."""

import pytest

from checker_lab.core.errors import CheckerError
from checker_lab.widgets.message import what_went_wrong


class MuteError(Exception):
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError("no\nnumber"), r"no\nnumber"),
        (CheckerError("no item"), "no item"),
        (ValueError(), "ValueError"),
        (KeyError("a"), "KeyError: 'a'"),
        (MuteError(), "MuteError: (its text could not be read)"),
    ],
)
def test_an_error_names_its_class_unless_its_text_is_clear(error: Exception, text: str) -> None:
    assert what_went_wrong(error) == text
