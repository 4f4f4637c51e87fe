"""A snapshot as an HTML table, for the end of a cell."""

from xml.etree import ElementTree

import pytest

from checker_lab.core.errors import CheckFailedError, CheckPanicError, CheckTimeoutError
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.view.html import snapshot_html

EVIL = "<img src=x onerror=alert(1)>\"'&"


def seen(*outcomes: Outcome, abandoned: bool = False) -> ItemSnapshot:
    """The snapshot of an item that had these outcomes."""
    entry = Entry("a", None)
    for number, outcome in enumerate(outcomes):
        entry.record(CheckResult("a", outcome, number, 0.0, 0.25))
    return entry.view(None, abandoned)


def parsed(snapshot: Snapshot) -> ElementTree.Element:
    """The HTML, parsed as XML, which fails if it is not well-formed."""
    return ElementTree.fromstring(snapshot_html(snapshot))


def cells(snapshot: Snapshot) -> list[list[str]]:
    rows = parsed(snapshot).findall(".//tbody/tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_the_table_has_words_for_everything() -> None:
    failed = CheckResult("b", Outcome.FAIL, 3, 1.0, 1.5, CheckFailedError("no disk"), "no disk")
    late = CheckResult("c", Outcome.TIMEOUT, 3, 1.0, 0.25, CheckTimeoutError(0.25))
    items = {
        "a": seen(Outcome.PASS),
        "b": ItemSnapshot(failed, 7, 5, 4),
        "c": ItemSnapshot(late, 1, 1, 1, abandoned=True),
        "d": ItemSnapshot(),
        "e": seen(Outcome.SKIPPED, abandoned=True),
    }
    snapshot = Snapshot(True, 3, 1, items, ("c", "e"), language="en")
    assert cells(snapshot) == [
        ["✓ PASS", "a", "", "250 ms", "last 1: 1 PASS; newest: 1 PASS", "0"],
        ["✗ FAIL", "b", "no disk", "1.50 s", "", "4"],
        [
            "◔ TIMEOUT",
            "c",
            "no answer within 0.25 s · abandoned, still running",
            "250 ms",
            "",
            "1",
        ],
        ["… pending", "d", "", "–", "", "0"],
        [
            "→ SKIPPED",
            "e",
            "abandoned, still running (skipped 1 time)",
            "–",
            "last 1: 1 SKIPPED; newest: 1 SKIPPED",
            "0",
        ],
    ]
    (status,) = (each for each in parsed(snapshot).iter() if each.get("class") == "status")
    text = "".join(status.itertext())
    assert text.startswith("▶ Running pass 3: 5 of 5 no timeout")
    assert text.endswith("◔ 1 TIMEOUT → 1 SKIPPED … 1 pending  1 missed · 2 abandoned ")
    assert "■ Not running" in "".join(parsed(Snapshot(False, 0, 0, {}, language="en")).itertext())


def test_it_escapes_text_from_outside() -> None:
    said = CheckResult(EVIL, Outcome.WARN, 1, 0.0, 0.1, None, EVIL)
    boom = CheckPanicError(f"health() raised ValueError: {EVIL}")
    boom.__cause__ = ValueError(EVIL)
    raised = CheckResult("b", Outcome.PANIC, 1, 0.0, 0.1, boom)
    items = {EVIL: ItemSnapshot(said), "b": ItemSnapshot(raised), "c\n\x00": ItemSnapshot()}
    snapshot = Snapshot(False, 1, 0, items, (EVIL,))
    first, second, third = cells(snapshot)
    assert (first[1], first[2]) == (EVIL, EVIL)
    assert second[2] == f"health() raised ValueError: {EVIL}"
    assert third[1] == r"c\n\x00"
    assert "<img" not in snapshot_html(snapshot)


@pytest.mark.parametrize(
    ("items", "more"),
    [(50, None), (51, "… and 1 item more"), (2050, "… and 2,000 items more")],
)
def test_it_counts_the_items_that_it_does_not_show(items: int, more: str | None) -> None:
    seen_items = {str(number): seen() for number in range(items)}
    snapshot = Snapshot(True, 1, 0, seen_items, language="en")
    assert [row[1] for row in cells(snapshot)] == [str(number) for number in range(50)]
    assert [each.text for each in parsed(snapshot).iter("p")] == ([more] if more else [])


def test_long_russian_words_may_break_where_the_sheet_is_lost() -> None:
    items = {"a": seen(Outcome.WARN)}
    russian = snapshot_html(Snapshot(False, 1, 0, items, language="ru"))
    assert "предупреждение" in russian.replace("\N{SOFT HYPHEN}", "")
    assert "предупреждение" not in russian
    assert "\N{SOFT HYPHEN}" not in snapshot_html(Snapshot(False, 1, 0, items, language="en"))
