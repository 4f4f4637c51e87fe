"""The short messages beside the controls: told to a screen reader, and nothing in them is HTML."""

import pytest

from checker_lab.widgets.note import note, trouble
from tests.widgets.programs import EVIL
from tests.widgets.reader import Reader


@pytest.mark.parametrize("wrong", [False, True])
def test_what_comes_from_outside_stays_text(wrong: bool) -> None:
    reader = Reader(note(EVIL, wrong=wrong))
    assert "img" not in reader.tags
    assert reader.text == EVIL


def test_a_note_says_whether_something_is_wrong() -> None:
    assert 'role="alert"' in note("no", wrong=True)
    assert 'role="status"' in note("yes")


def test_what_is_wrong_has_a_mark_that_a_screen_reader_passes_over() -> None:
    assert "✗" in note("no", wrong=True)
    assert Reader(note("no", wrong=True)).text == "no"


def test_no_text_is_nothing_at_all() -> None:
    assert note("") == note("", wrong=True) == ""


def test_trouble_names_the_error_on_one_line() -> None:
    told = trouble(ValueError("no paint\nleft"))
    assert told == r"the view has ended, and the checks go on: ValueError: no paint\nleft"


def test_trouble_that_cannot_be_printed_is_told_too() -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert trouble(MuteError()).endswith("MuteError: (its text could not be read)")
