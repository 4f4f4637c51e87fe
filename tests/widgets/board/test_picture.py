"""The picture of a dashboard in a stored notebook."""

import base64
import re
from xml.etree import ElementTree

from checker_lab.core.results import Outcome
from checker_lab.widgets.board.picture import EXAMPLES, board_picture


def texts(html: str) -> list[str]:
    """The texts of the SVG, which is well-formed."""
    (data,) = re.findall(r"base64,([^\"]+)", html)
    svg = ElementTree.fromstring(base64.b64decode(data))
    return [element.text or "" for element in svg.iter() if element.tag.endswith("text")]


def test_it_shows_each_service_of_the_example_with_its_outcome_and_the_reason() -> None:
    shown = texts(board_picture(may_remove=True))
    for one in EXAMPLES:
        assert one.name in shown
        assert any(text.endswith(one.recent[-1].name) for text in shown)
        assert not one.why or one.why in shown
    assert {one.recent[-1] for one in EXAMPLES} == {*Outcome} - {Outcome.PANIC}


def test_only_a_dashboard_has_controls() -> None:
    assert "Add" in texts(board_picture(may_remove=True))
    assert {"Add", "✕"}.isdisjoint(texts(board_picture(may_remove=False)))


def test_its_alternative_text_says_the_same_in_words() -> None:
    html = board_picture(may_remove=True)
    assert "Example of a dashboard in use." in html
    assert "inventory: FAIL, the database is gone." in html
