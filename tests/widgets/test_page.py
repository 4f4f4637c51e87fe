"""How a picture looks: words and not only marks and colours, and all from outside escaped."""

from html.parser import HTMLParser

import pytest

from checker_lab.model import Outcome
from checker_lab.widgets.model import Picture, Row
from checker_lab.widgets.page import LOOKS, ROWS, note, page, trouble

EVIL = "<img src=x onerror=alert(1)>\"'&"


class Reader(HTMLParser):
    """Collects the tags and the text of a page, without what is hidden from a screen reader."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden = ("aria-hidden", "true") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_told_in_words(outcome: Outcome) -> None:
    text = Reader(page(Picture(rows=(Row("api", outcome, "слово", "причина"),)))).text
    assert outcome.name in text
    assert "слово" in text
    assert "причина" in text


def test_every_outcome_has_a_mark_of_its_own() -> None:
    assert set(LOOKS) == {None, *Outcome}
    assert len({look.mark for look in LOOKS.values()}) == len(LOOKS)


def test_what_is_not_checked_yet_is_told() -> None:
    assert "not checked yet" in Reader(page(Picture(rows=(Row("api"),)))).text


@pytest.mark.parametrize(
    "html",
    [
        page(Picture(rows=(Row(EVIL, Outcome.FAIL, EVIL, EVIL),))),
        page(Picture(stopped=(EVIL, EVIL))),
        page(Picture(log=(EVIL,))),
        note(EVIL, wrong=True),
        trouble(ValueError(EVIL)),
    ],
    ids=["row", "stop", "log", "note", "trouble"],
)
def test_what_comes_from_outside_stays_text(html: str) -> None:
    reader = Reader(html)
    assert "img" not in reader.tags
    assert EVIL in reader.text


def test_an_id_of_several_lines_is_one_line() -> None:
    assert r"a\nb" in Reader(page(Picture(rows=(Row("a\nb"),)))).text


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, "–"), (0.0124, "12 ms"), (0.9994, "999 ms"), (2.5, "2.50 s")]
)
def test_latency_has_its_unit(seconds: float | None, shown: str) -> None:
    assert shown in Reader(page(Picture(rows=(Row("api", seconds=seconds),)))).text


def test_the_state_is_told() -> None:
    rows = (Row("a", Outcome.FAIL), Row("b", Outcome.PASS))
    running = Reader(page(Picture(True, 7, 1, rows))).text
    assert "Running: pass 7, 2 items, 1 failing, 1 pass missed" in running
    assert "Not running: pass 0, 0 items" in Reader(page(Picture())).text
    stopped = Reader(page(Picture(stopped=("Проверки остановлены", "No check.")))).text
    assert "Проверки остановлены. No check." in stopped


def test_a_check_that_was_given_up_is_told() -> None:
    row = Row("api", Outcome.TIMEOUT, "таймаут", "нет ответа", abandoned=True)
    assert "нет ответа; given up, and still at work" in Reader(page(Picture(rows=(row,)))).text


def test_a_great_many_items_are_counted_and_not_shown() -> None:
    rows = tuple(Row(f"item {number}") for number in range(ROWS + 7))
    reader = Reader(page(Picture(rows=rows)))
    assert reader.tags.count("tr") == 1 + ROWS
    assert "7 items more" in reader.text


def test_a_note_says_whether_something_is_wrong() -> None:
    assert 'role="alert"' in note("no", wrong=True)
    assert 'role="status"' in note("yes")
    assert note("") == ""
