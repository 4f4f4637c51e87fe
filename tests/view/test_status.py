"""The status: one line in words and shapes, and the notes below it."""

from typing import Any
from xml.etree import ElementTree

from checker_lab.core.results import Outcome, StopReport
from checker_lab.view import PassProgress, Row, ViewState
from checker_lab.view.reports import stop_lines
from checker_lab.view.status import status
from checker_lab.view.tree import html_of


def drawn(live: bool = True, pace: bool = False, **fields: Any) -> list[ElementTree.Element]:
    trees = status(ViewState(**fields), live=live, pace=pace)
    return [ElementTree.fromstring(html_of(tree)) for tree in trees]


def words(*elements: ElementTree.Element) -> str:
    return " ".join(" ".join("".join(element.itertext()).split()) for element in elements)


def line(**options: Any) -> list[str]:
    """The parts of the line."""
    return [text for part in drawn(**options)[0] if (text := words(part))]


def test_it_says_whether_the_checks_run() -> None:
    assert line(running=True)[0] == "▶ Running"
    assert line()[0] == "■ Not running"
    assert line(stopped=("Checks stopped",))[0] == "■ Stopped"


def test_it_says_how_far_the_pass_is_and_when_the_next_comes() -> None:
    progress = PassProgress(1_200, 1_500)
    fields = {"pass_number": 14, "progress": progress, "next_pass": 0.4, "running": True}
    assert line(**fields)[1:] == ["pass 14: 1,200 of 1,500", "next in 0.4 s"]
    assert line(live=False, **fields)[1:] == ["pass 14: 1,200 of 1,500"]
    assert line(items=1)[1:] == ["1 item"]


def test_it_says_the_pace_where_no_toolbar_does() -> None:
    assert line(pace=True, interval=5.0, timeout=0.5)[2] == "every 5 s · timeout 0.5 s"
    assert line(pace=True)[2] == "no timeout"


def test_it_counts_what_went_wrong_with_the_passes() -> None:
    assert line(missed_passes=2, abandoned=1, waiting=1_000)[-1] == (
        "2 missed · 1 abandoned · 1,000 waiting"
    )


def chips(**fields: Any) -> dict[str, str | None]:
    """The chips that a user can press, and whether each is pressed."""
    return {words(each): each.get("aria-pressed") for each in drawn(**fields)[0].iter("button")}


def test_each_outcome_has_a_chip_that_filters() -> None:
    counts = {Outcome.FAIL: 3, Outcome.PASS: 1_000, None: 1}
    assert list(chips(counts=counts)) == ["✓ 1,000 PASS", "✗ 3 FAIL", "… 1 pending"]
    pressed = chips(counts=counts, outcomes=frozenset({Outcome.FAIL}))
    assert pressed["✗ 3 FAIL"] == "true"
    assert pressed["✓ 1,000 PASS"] == "false"
    assert not chips(live=False, counts=counts)


def test_a_chip_stays_while_its_outcome_comes_and_goes() -> None:
    assert "✗ 0 FAIL" in chips(rows=(Row("flap", recent=(Outcome.FAIL, Outcome.PASS)),))
    assert chips(outcomes=frozenset({Outcome.PANIC})) == {"‼ 0 PANIC": "true"}


def test_the_line_of_a_stop_is_in_the_language_of_the_checker_and_its_report_follows() -> None:
    lines = tuple(stop_lines(StopReport(True, abandoned=("a",)), "ru"))
    _, note = drawn(stopped=lines, language="ru")
    assert words(note) == "Проверки остановлены · Брошены: a."
    assert note[0].get("lang") == "ru"


def test_an_overrun_has_a_note() -> None:
    _, note = drawn(overrun="pass 7: late")
    assert words(note) == "! pass 7: late"
