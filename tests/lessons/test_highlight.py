"""The tokens of a line are the line, and words are those of the language."""

import pytest

from checker_lab.lessons.highlight import token_lines, tokens_of


def kinds(line: str, language: str = "python") -> list[tuple[str, str]]:
    return [(text, kind) for text, kind in tokens_of(line, language) if kind != "space"]


@pytest.mark.parametrize(
    "line",
    ["", "    x = 'a\\'b' if y else f\"{z}\"  # why", "func (c *C) Add() {}", "a // b", '"open'],
)
@pytest.mark.parametrize("language", ["python", "go"])
def test_the_tokens_are_the_line(line: str, language: str) -> None:
    assert "".join(token.text for token in tokens_of(line, language)) == line


def test_python_has_its_words_strings_and_comments() -> None:
    assert kinds("return 'for' + n  # if") == [
        ("return", "word"),
        ("'for'", "string"),
        ("+", "other"),
        ("n", "name"),
        ("# if", "comment"),
    ]
    assert kinds("n // 3")[1:] == [("//", "other"), ("3", "number")]


def test_go_has_its_own() -> None:
    assert kinds("defer f(`a`) // go", "go") == [
        ("defer", "word"),
        ("f", "name"),
        ("(", "other"),
        ("`a`", "string"),
        (")", "other"),
        ("// go", "comment"),
    ]
    assert kinds("def", "go") == [("def", "name")]


DOCUMENTED = '''def f():
    """If so.

    for x
    """
    return 1
    """one line"""
    return 2'''


def test_a_docstring_is_a_string_down_to_its_end() -> None:
    lines = token_lines(DOCUMENTED, "python")
    words = [[token.text for token in line if token.kind == "word"] for line in lines]
    assert words == [["def"], [], [], [], [], ["return"], [], ["return"]]
