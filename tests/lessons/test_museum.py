"""What an exhibit shows before the guess, and after it."""

import re
from html import unescape

import pytest

from checker_lab.lessons import museum
from checker_lab.lessons.display import ShownCode
from checker_lab.lessons.exhibits import EXHIBITS
from checker_lab.lessons.museum import Explanation, explain, look

each_number = pytest.mark.parametrize("number", range(1, len(EXHIBITS) + 1))


def words(html: str) -> str:
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL))


@each_number
def test_an_explanation_says_all_in_the_same_order(number: int) -> None:
    exhibit = EXHIBITS[number - 1]
    parts = [exhibit.title, "What happened: ", "The fix: ", "class Fixed", "✗ Broken", "✓ Fixed"]
    found = [f"Found in {place}" for place in exhibit.wild]
    explained = explain(number)
    for text in (explained.text, words(explained.html)):
        positions = [text.find(part) for part in [*parts, *found]]
        assert -1 not in positions
        assert positions == sorted(positions)
        assert "In the wild" not in text


@each_number
def test_only_a_schedule_has_a_picture_of_its_losing_run(number: int) -> None:
    has_picture = 'class="checker-lab-run"' in explain(number).html
    assert has_picture == (EXHIBITS[number - 1].kind == "schedule")


def test_a_proof_says_how_many_schedules_lose() -> None:
    text = explain(1).text
    assert "✗ Broken: 6 of 14 schedules lose (all with at most 2 preemptions)." in text
    assert "✓ Fixed: none of 6 schedules loses (all with at most 2 preemptions)." in text


def test_a_contract_says_what_its_test_saw() -> None:
    text = explain(10).text
    assert "✗ Broken: the test fails: a timeout of 2 s was over after 0.002 s." in text
    assert "✓ Fixed: the same test passes." in text


def test_a_place_is_a_link() -> None:
    assert '<a href="https://github.com/Gridstone/RxStore/issues/21"' in explain(1).html
    assert "/AppsFlyer/go-sundheit/blob/HEAD/health.go" in explain(7).html


def test_names_of_code_are_marked() -> None:
    assert "<code>add()</code> reads the list" in explain(1).html


def test_a_cell_shows_it_as_html_and_as_text() -> None:
    explained = Explanation(EXHIBITS[9])
    assert explained._repr_mimebundle_() == {
        "text/html": explained.html,
        "text/plain": explained.text,
    }
    assert repr(explained) == explained.text


@each_number
def test_a_look_gives_no_name_of_the_bug_away(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[ShownCode] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    look(number)
    (code,) = map(repr, shown)
    assert code.startswith("class Broken")
    assert f"{EXHIBITS[number - 1].name}.py" not in code
    assert "Bug:" not in code


def test_there_is_no_exhibit_of_another_number() -> None:
    with pytest.raises(IndexError):
        museum.explain(17)
