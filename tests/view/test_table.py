"""The table of the items: every mark has its words."""

from typing import Any
from xml.etree import ElementTree

import pytest

from checker_lab.core.results import Outcome
from checker_lab.view import Row
from checker_lab.view.marks import MARKS
from checker_lab.view.table import END, table
from checker_lab.view.tree import html_of
from tests.widgets.programs import EVIL


def row_of(may_remove: bool = False, **fields: Any) -> ElementTree.Element:
    """The only row of a table."""
    rows = [Row(**{"item_id": "api", **fields})]
    html = html_of(table(rows, "en", may_remove=may_remove))
    found = ElementTree.fromstring(html).find("tbody/tr")
    assert found is not None
    return found


def cell(row: ElementTree.Element, kind: str) -> ElementTree.Element:
    return next(each for each in row if (each.get("class") or "").split()[0] == kind)


def text(row: ElementTree.Element, kind: str) -> str:
    return "".join(cell(row, kind).itertext())


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_an_outcome_is_a_mark_a_name_and_a_tone(outcome: Outcome | None) -> None:
    row = row_of(outcome=outcome)
    name = "pending" if outcome is None else outcome.name
    assert text(row, "outcome") == f"{MARKS[outcome].sign} {name}"
    assert row.get("class") == f"tone-{MARKS[outcome].tone}"


def test_the_whole_id_is_there_though_its_middle_may_be_cut_out() -> None:
    long = "https://search.internal.example/healthz"
    head = cell(row_of(item_id=long), "id")
    assert [part.text for part in head.iter("span")][1:] == [long[:-END], long[-END:]]
    assert head.get("title") == head.get("aria-label") == long
    # The keyboard gets to it, where it does not get to a button in the same row.
    assert head.get("tabindex") == "0"
    assert cell(row_of(may_remove=True, item_id=long), "id").get("tabindex") is None
    assert cell(row_of(item_id="api"), "id").get("tabindex") is None


def test_text_from_outside_stays_text() -> None:
    row = row_of(may_remove=True, item_id=EVIL, reason=EVIL)
    assert (text(row, "id"), text(row, "why")) == (EVIL, EVIL)


def test_a_button_removes_the_item_if_a_user_may() -> None:
    button = cell(row_of(may_remove=True), "act")[0]
    assert button.get("aria-label") == "Remove api"
    assert not [each for each in row_of() if each.get("class") == "act"]
    _, _, body = table([Row("api")], "en", may_remove=True)[1:]
    assert body[2][-1][2][1]["on"] == {"act": "remove", "key": "'api'"}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ""),
        ({"skipped": 3}, ""),
        ({"reason": "no disk"}, "no disk"),
        ({"abandoned": True}, "abandoned, still running"),
        (
            {"reason": "no answer", "abandoned": True, "runs_for": 3.2, "skipped": 1},
            "no answer · abandoned, still running for 3 s (skipped 1 time)",
        ),
        ({"runs_for": 0.9}, ""),
        ({"runs_for": 12.4, "skipped": 2}, "running for 12 s (skipped 2 times)"),
    ],
)
def test_a_row_says_why(fields: dict[str, Any], why: str) -> None:
    row = row_of(**fields)
    assert text(row, "why") == why
    assert cell(row, "why").get("title") == (why or None)


@pytest.mark.parametrize(
    ("fields", "latency"),
    [({}, "–"), ({"seconds": 0.25}, "250 ms"), ({"runs_for": 1.5}, "1.50 s…")],
)
def test_a_latency(fields: dict[str, Any], latency: str) -> None:
    assert text(row_of(**fields), "latency") == latency


def test_a_curve_and_a_strip_are_there_if_there_is_something_to_draw() -> None:
    assert not list(row_of().iter("svg"))
    row = row_of(recent=(Outcome.PASS,), latencies=(0.5,))
    assert [svg.get("aria-label") for svg in row.iter("svg")] == [
        "last 1: 500 ms to 500 ms",
        "last 1: 1 PASS; newest: 1 PASS",
    ]
