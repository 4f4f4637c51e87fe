"""The picture of a dashboard in a stored notebook."""

import base64
import re
from xml.etree import ElementTree

from checker_lab.core.results import Outcome
from checker_lab.widgets.board.picture import board_picture, example


def text(html: str) -> str:
    """The text of the SVG, which is well-formed."""
    (data,) = re.findall(r"base64,([^\"]+)", html)
    return "".join(ElementTree.fromstring(base64.b64decode(data)).itertext())


def test_it_shows_each_service_of_the_example_with_its_outcome_and_the_reason() -> None:
    shown = text(board_picture(has_tools=True, language="en"))
    for row in example("en").rows:
        assert row.item_id in shown
        assert row.reason in shown
    assert {row.outcome for row in example("en").rows} == {*Outcome} - {Outcome.PANIC}


def test_only_a_dashboard_has_controls() -> None:
    assert "Check now" in text(board_picture(has_tools=True, language="en"))
    assert "Check now" not in text(board_picture(has_tools=False, language="en"))


def test_it_is_the_same_in_every_run() -> None:
    assert board_picture(has_tools=True, language="en") == board_picture(
        has_tools=True, language="en"
    )


def test_its_alternative_text_says_the_same_in_words() -> None:
    html = board_picture(has_tools=True, language="en")
    assert "Example of a dashboard in use." in html
    assert "inventory: FAIL, the database is gone." in html
