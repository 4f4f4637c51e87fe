"""The short messages beside the controls: read out by a screen reader, and never HTML."""

import pytest

from checker_lab.core.errors import CheckerError
from checker_lab.widgets.message import Message, message_html
from tests.widgets.programs import EVIL
from tests.widgets.reader import Reader


class MuteError(Exception):
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize("wrong", [False, True])
def test_text_from_outside_stays_text(wrong: bool) -> None:
    reader = Reader(message_html(EVIL, wrong=wrong))
    assert "img" not in reader.tags
    assert reader.text == EVIL


def test_a_message_says_whether_something_is_wrong() -> None:
    assert 'role="alert"' in message_html("no", wrong=True)
    assert 'role="status"' in message_html("yes")


def test_an_error_has_a_mark_that_a_screen_reader_skips() -> None:
    assert "✗" in message_html("no", wrong=True)
    assert Reader(message_html("no", wrong=True)).text == "no"


def test_an_empty_text_shows_nothing() -> None:
    assert message_html("") == message_html("", wrong=True) == ""


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
    message = Message()
    message.say_error(error)
    assert message.text == text
    assert 'role="alert"' in message.widget.value
