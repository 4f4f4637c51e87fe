"""The words of the dashboard: both languages have them all, and it has no others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker_lab import Outcome
from checker_lab.core.language import Language
from checker_lab.testing import HANG, wait_until
from checker_lab.view import Row, ViewState
from checker_lab.view.marks import MARKS
from checker_lab.widgets import ItemMaker
from checker_lab.widgets.board import widget
from checker_lab.widgets.board.log import log
from checker_lab.widgets.board.pager import pager
from checker_lab.widgets.board.picture import board_picture
from checker_lab.widgets.board.timeline import timeline
from checker_lab.widgets.words import ENGLISH, RUSSIAN
from tests.helpers.catalogues import foreign_words, mistakes, texts_of
from tests.helpers.prose import text_of
from tests.view.test_words import LANGUAGES, scenes
from tests.widgets.clicks import click_remove, submit
from tests.widgets.conftest import Lab

NAMES = ("api", "hung")


def test_both_languages_have_every_text_with_the_same_values() -> None:
    assert not [*mistakes(ENGLISH, RUSSIAN)]


def test_the_script_has_no_words_of_its_own() -> None:
    script = (Path(widget.__file__).parent / "board.js").read_text(encoding="utf-8")
    code = re.sub("^ *//.*$", "", script, flags=re.MULTILINE)
    assert not re.findall(r'["`][A-Z][a-z]+ [^"`]*["`]', code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_board_has_no_word_of_the_other_language(language: Language) -> None:
    states = [*scenes(language), *pages(language)]
    trees: list[Any] = [[pager(state), log(state), timeline(state)] for state in states]
    assert foreign([*texts_of(trees)], language) == set()


def pages(language: Language) -> Iterator[ViewState]:
    """States with many pages, with a filter, and with nothing."""
    rows = tuple(Row(str(number), Outcome.PASS) for number in range(50))
    *_, run = scenes(language)
    many = run._replace(rows=rows, matching=1000, items=1000, pages=20)
    yield many
    yield many._replace(page=19, outcomes=frozenset(MARKS))
    yield many._replace(rows=(), outcomes=frozenset(MARKS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_tools", [True, False])
def test_a_picture_has_none_either(language: Language, has_tools: bool) -> None:
    html = board_picture(has_tools, language)
    alt = re.findall('alt="([^"]*)"', html)
    names = "search internal example healthz payments inventory slow hang garbage flap login mail"
    assert foreign([text_of(html), *alt], language, names.split()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_dashboard_answers_is_in_the_language_of_its_checker(
    lab: Lab, language: Language
) -> None:
    maker = ItemMaker(_no_url, lab.item, names=NAMES, language=language)
    dashboard = lab.dashboard(lab.item("hung", HANG), make_item=maker, language=language)
    answers = [submit(dashboard.add, text) for text in ("", "apo", "what", "ftp://x", *NAMES)]
    answers += [submit(dashboard.interval, text) for text in ("7", "0", "1,000", "soon")]
    answers += [submit(dashboard.timeout, text) for text in ("1", "0", "soon", "none", "нет")]
    for act in (dashboard.run.click, dashboard.stop.click, dashboard.stop.click):
        dashboard.message.text = ""
        act()
        wait_until(lambda: dashboard.board.tools)
    for item_id in ("api", "api", "nothing"):
        dashboard.message.text = ""
        dashboard.remove(item_id) if item_id == "nothing" else click_remove(dashboard, item_id)
        wait_until(lambda: dashboard.message.text)
        answers.append(dashboard.message.text)
    dashboard._show_error(ValueError())
    dashboard.close()
    board = dashboard.board
    parts = [board.tools, board.status, board.rows, board.timeline, board.log]
    shown = [*texts_of(parts), board.error, board.disconnected, dashboard.message.text]
    assert foreign([*answers, *shown], language, [*NAMES, "ValueError"]) == set()


def foreign(texts: list[str], language: Language, code: list[str] | None = None) -> set[str]:
    # A user typed what stands in quotes.
    return {
        text for text in texts if foreign_words(re.sub("'[^']*'", "", text), language, code or ())
    }


def _no_url(url: str, timeout: int) -> object:
    raise ValueError(url)
