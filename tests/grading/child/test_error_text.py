"""Errors of the learner's code become text, whatever they do."""

from checker_lab.grading.child.error_text import LONGEST_LINE, error_line, last_lines


class UnprintableError(Exception):
    def __str__(self) -> str:
        raise SystemExit


def test_an_error_is_one_line() -> None:
    assert error_line(ValueError("two\n lines")) == "ValueError: two lines"
    assert error_line(ValueError()) == "ValueError"
    assert len(error_line(ValueError("x" * 10_000))) == LONGEST_LINE


def test_an_error_that_cannot_be_printed_has_a_line_too() -> None:
    assert error_line(UnprintableError()) == "UnprintableError: (its text could not be read)"
    assert "UnprintableError" in last_lines(UnprintableError())


def test_the_traceback_ends_with_the_error() -> None:
    def boom() -> None:
        raise ValueError("boom")

    try:
        boom()
    except ValueError as error:
        lines = last_lines(error).splitlines()
    assert "in boom" in "".join(lines)
    assert lines[-1] == "ValueError: boom"
