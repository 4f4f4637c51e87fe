"""What differs between two texts is marked: no more, and no less."""

from checker_lab.lessons.differences import Marks, differences
from checker_lab.lessons.highlight import tokens_of


def marked(text: str, marks: Marks) -> list[str]:
    """The marked tokens of each line, as one text."""
    return [
        " ".join(token.text for at, token in enumerate(tokens_of(line, "python")) if at in found)
        for number, line in enumerate(text.splitlines())
        for found in [marks.get(number, set())]
    ]


def test_a_line_that_only_one_has_is_marked_as_a_whole() -> None:
    one, other = "read()\nstore()", "read()\nawait asyncio.sleep(0)\nstore()"
    left, right = differences(one, other)
    assert left == {}
    assert marked(other, right) == ["", "await asyncio . sleep ( 0 )", ""]


def test_of_similar_lines_only_the_tokens_that_differ_are_marked() -> None:
    one, other = "def add(self, item: Item) -> None:", "async def add(self, item: Other) -> None:"
    left, right = differences(one, other)
    assert marked(one, left) == ["Item"]
    assert marked(other, right) == ["async Other"]


def test_equal_texts_have_no_marks() -> None:
    assert differences("a\nb", "a\nb") == ({}, {})


def test_lines_that_have_nothing_in_common_are_marked_on_both_sides() -> None:
    left, right = differences("x = 1", "raise Whatever(broken)")
    assert marked("x = 1", left) == ["x = 1"]
    assert marked("raise Whatever(broken)", right) == ["raise Whatever ( broken )"]
