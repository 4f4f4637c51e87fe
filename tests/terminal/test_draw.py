"""The picture of the checks at every size, drawn on a console that keeps its text."""

import io
import re
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from rich.console import Console

from checker_lab import ItemSnapshot, Outcome, Snapshot
from checker_lab.terminal.draw import Size, draw, worst_first
from checker_lab.view.rows import rows_of
from tests.terminal.made import item, snapshot

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
TIMEOUT, SKIPPED = Outcome.TIMEOUT, Outcome.SKIPPED


def drawn(
    seen: Snapshot,
    width: int = 120,
    height: int = 30,
    *,
    lines: Sequence[str] = (),
    progress: tuple[int, int] = (1, 2),
) -> list[str]:
    console = Console(file=io.StringIO(), width=width, height=height, markup=False)
    with console.capture() as captured:
        console.print(draw(seen, progress, lines, Size(width, height)))
    return [line.rstrip() for line in captured.get().splitlines()]


def many(passing: int, failing: int) -> dict[str, ItemSnapshot]:
    passes = {f"good-{n}": item(f"good-{n}", PASS) for n in range(passing)}
    return passes | {f"bad-{n}": item(f"bad-{n}", FAIL) for n in range(failing)}


def test_a_wide_table_shows_everything_about_an_item() -> None:
    items = {
        "db": item("db", PASS, FAIL, FAIL, output="no disk", seconds=1.0),
        "web": item("web", PASS, WARN, output="hot", seconds=0.5),
    }
    text = drawn(snapshot(items))
    assert text[0] == (
        "▶ Running · pass 3: 1 of 2 · passes missed: 2 · failing: 1 · items: 2 · every 5 s · "
        "Ctrl-C: stop"
    )
    assert [line.split() for line in text[1:3]] == [
        ["Failed"],
        ["Outcome", "Item", "Why", "Latency", "Recent", "in", "a", "row"],
    ]
    db, web = text[3:5]
    assert re.fullmatch(r"✗ FAIL +db +no disk +1.00 s ━━━━━━━━ ✓✗✗ +2", db)
    assert re.fullmatch(r"! WARN +web +hot +500 ms ━━━━ +✓! +0", web)


def test_in_russian_too() -> None:
    text = drawn(snapshot({"db": item("db", PASS)}, language="ru"))
    assert text[0].startswith("▶ Проверки идут · проход 3: 1 из 2 · пропущено проходов: 2")
    assert text[-1].startswith("✓ работает       db")
    assert text[-2].startswith("Исход")


def test_a_stopped_checker_says_so() -> None:
    text = drawn(snapshot({"db": item("db", PASS)}, running=False))
    assert text[0].startswith("■ Not running")
    assert "Ctrl-C" not in text[0]


def test_the_first_check_of_an_item_shows_how_long_it_has_been_in_flight() -> None:
    seen = snapshot({"new": item("new"), "busy": ItemSnapshot(started_at=8.5)})
    new, busy = drawn(seen)[3:5]
    assert re.fullmatch(r"… pending new +– +0", new)
    assert re.fullmatch(r"… pending busy +1\.50 s… +0", busy)


def test_an_abandoned_check_is_shown_in_words() -> None:
    seen = snapshot({"hung": ItemSnapshot(abandoned=True)})
    assert "abandoned" in "\n".join(drawn(seen))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("width", [20, 32, 40, 59, 60, 72, 80, 99, 100, 125, 150, 240])
def test_it_is_never_wider_or_higher_than_the_terminal(width: int, language: str) -> None:
    long = "http://127.0.0.1:8080/" + "very/" * 30 + "long"
    items = {long: item(long, *[FAIL] * 40, output="no disk " * 20), "короткий": item("a", TIMEOUT)}
    seen = snapshot(items | many(30, 30), language="ru" if language == "ru" else "en")
    for height in (6, 10, 24, 70):
        text = drawn(seen, width, height, lines=["x" * 300] * 50)
        assert max(map(cell_len, text)) <= width
        assert len(text) <= height


def test_80_columns_show_everything_but_the_bar() -> None:
    seen = snapshot({"db": item("db", PASS, FAIL, output="no disk")})
    text = "\n".join(drawn(seen, 80, 24))
    for shown in ("✗ FAIL", "no disk", "250 ms", "✓✗", "in a row"):
        assert shown in text
    assert "━" not in text


def test_40_columns_still_show_the_outcome_in_words_and_the_latency() -> None:
    url = "http://127.0.0.1:8080/health"
    text = drawn(snapshot({url: item(url, FAIL)}, language="ru"), 40, 12)
    row = text[-1]
    assert re.fullmatch(r"✗ не работает +http://\S*…\S*health +250 мс", row)


def test_if_not_all_rows_fit_the_failing_come_first_and_the_hidden_are_counted() -> None:
    seen = snapshot(many(20, 3))
    text = drawn(seen, 120, 12)
    rows = text[3:]
    assert [row.split()[2] for row in rows[:3]] == ["bad-0", "bad-1", "bad-2"]
    assert rows[-1] == f"… and {23 - (len(rows) - 1)} more"
    assert len(text) == 12


def test_hidden_failing_rows_are_counted_too() -> None:
    text = drawn(snapshot(many(20, 30)), 120, 12)
    assert text[-1] == "… and 42 more, failing: 22"


def test_rows_that_all_fit_keep_their_order() -> None:
    assert [line.split()[2] for line in drawn(snapshot(many(2, 2)))[3:]] == [
        "good-0",
        "good-1",
        "bad-0",
        "bad-1",
    ]


def test_unknown_items_come_between_the_failing_and_the_passing() -> None:
    items = many(1, 0) | {"skipped": item("skipped", FAIL, SKIPPED), "new": item("new")}
    shown, hidden = worst_first(rows_of(snapshot(items)), 2)
    assert [row.item_id for row in shown] == ["skipped"]
    assert [row.item_id for row in hidden] == ["new", "good-0"]


def test_the_latest_lines_are_below_the_table_the_newest_last() -> None:
    lines = [f"line {number}" for number in range(100)]
    text = drawn(snapshot(many(2, 0)), 120, 12, lines=lines)
    assert text[5:] == ["", *lines[-6:]]
    assert len(text) == 12


def test_news_stays_visible_below_many_rows() -> None:
    lines = [f"line {number}" for number in range(100)]
    text = drawn(snapshot(many(200, 0)), 120, 33, lines=lines)
    assert text[-7:] == ["", *lines[-6:]]
    assert len(text) == 33


def test_ids_and_outputs_are_only_text() -> None:
    evil = "[red]x[/red]\x1b[2J\n:bomb:"
    seen = snapshot({evil: item(evil, FAIL, output="[bold]\x9b31m[/bold]\u202e")})
    text = "\n".join(drawn(seen, 160))
    assert r"[red]x[/red]\x1b[2J\n:bomb:" in text
    assert r"[bold]\x9b31m[/bold]\u202e" in text
    assert "\x1b" not in text


def test_no_color_switches_colours_off(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = snapshot({"a": item("a", PASS), "b": item("b", FAIL)})

    def codes() -> set[str]:
        console = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
        with console.capture() as captured:
            console.print(draw(seen, (1, 2), (), Size(120, 30)))
        return set(re.findall(r"\x1b\[([\d;]*)m", captured.get()))

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert {"32", "1;31"} <= codes()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not [code for code in codes() if re.search(r"3\d", code)]
