"""IPython shows the text of such an error, and nothing else."""

from typing import Any

from checker_lab.lessons.exercises.one_line_errors import InOneLine, in_one_line


class OwnError(InOneLine, ValueError):
    """An error of the lesson's own."""


def test_the_text_is_all_that_is_shown() -> None:
    assert OwnError("what to do")._render_traceback_() == ["what to do"]


def test_any_error_can_be_shown_so() -> None:
    error: Any = in_one_line(KeyError("a"), "the key is missing")
    assert error._render_traceback_() == ["the key is missing"]
