"""The timeline of the board: the axis, the lanes, and the same in words."""

from collections.abc import Iterator
from xml.etree import ElementTree

from checker_lab.core.results import Outcome
from checker_lab.view import Bar, Panel, Row, ViewState
from checker_lab.view.history import LANES
from checker_lab.view.tree import html_of
from checker_lab.widgets.board.timeline import timeline
from tests.widgets.programs import EVIL


def one_pass(*bars: Bar) -> Panel:
    return Panel(1, 0.0, 2.0, 2.0, 2, bars)


def drawn(state: ViewState) -> ElementTree.Element:
    return ElementTree.fromstring(html_of(timeline(state)))


def texts(state: ViewState, kind: str) -> list[str]:
    return ["".join(each.itertext()) for each in find(drawn(state), kind)]


def find(root: ElementTree.Element, kind: str) -> Iterator[ElementTree.Element]:
    """The elements of this class."""
    return (each for each in root.iter() if kind in (each.get("class") or "").split())


def about(state: ViewState) -> str:
    text = drawn(state).findtext("div/p")
    assert text is not None
    return text


def test_the_axis_and_the_lanes() -> None:
    panels = (
        one_pass(Bar("a", Outcome.PASS, 0.0, 0.5), Bar("b", Outcome.TIMEOUT, 0.5, 0.5, 3.0)),
        Panel(2, 2.0, None, 1.0, 1, (Bar("a", None, 2.0, 0.5), Bar("b", Outcome.SKIPPED, 2.0, 0))),
    )
    rows = (Row("a"), Row("b"), Row("never checked"))
    state = ViewState(rows=rows, matching=3, panels=panels, interval=2.0, timeout=0.5)
    assert about(state) == "Pass 2 is running, one check at a time."
    assert texts(state, "tick") == ["pass 1", "pass 2", ""]
    assert texts(state, "timeout") == ["timeout 0.5 s", ""]
    assert texts(state, "id") == ["a", "b"]
    a, b = drawn(state).iter("td")
    assert next(find(a, "unseen")).text == "PASS after 500 ms; in flight for 500 ms"
    assert [each.get("class") for each in a[0]] == ["bar good", "sign", "bar in-flight"]
    assert [each.get("class") for each in b[0]] == ["bar late", "goes-on", "sign", "sign dot"]
    assert [each.text for each in b[0]][2:] == ["◔", "•"]
    assert b[0][0].get("style") == "left: 12.50%; width: 12.50%"
    assert b[0][1].get("style") == "left: 25.00%; width: 75.00%"


def test_what_began_before_the_axis_is_only_a_line() -> None:
    panel = one_pass(Bar("a", None, -4.0, 0.0, 5.0))
    (cell,) = drawn(ViewState(rows=(Row("a"),), matching=1, panels=(panel,))).iter("td")
    assert [each.get("class") for each in cell[0]] == ["goes-on"]


def test_text_from_outside_stays_text() -> None:
    panel = one_pass(Bar(EVIL, Outcome.PASS, 0.0, 0.1))
    assert texts(ViewState(rows=(Row(EVIL),), matching=1, panels=(panel,)), "id") == [EVIL]


def test_it_draws_so_many_lanes_and_says_of_how_many_items() -> None:
    rows = tuple(Row(str(number)) for number in range(LANES + 1))
    panel = one_pass(*(Bar(row.item_id, Outcome.PASS, 0.0, 0.1) for row in rows))
    many = ViewState(rows=rows, matching=1000, panels=(panel,))
    assert len(texts(many, "lane")) == LANES
    first = f" The timeline shows the first {LANES} of"
    assert about(many).endswith(f"{first} 1,000 items.")
    assert about(many._replace(page=1)).endswith(f"{first} this page.")
    assert "timeline shows" not in about(many._replace(rows=rows[:2], matching=2))
    nothing = many._replace(panels=())
    assert (about(nothing), texts(nothing, "lane")) == ("No check has started yet.", [])
