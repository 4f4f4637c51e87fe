"""The widget of the board: each paint is one message at most, with only what has changed."""

import gc
import json
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from checker_lab.core.events import CheckEnded, Event, PassEnded, PassStarted
from checker_lab.core.results import CheckResult, Outcome, StopReport
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.view import Bar, History, Panel, Row, ViewState
from checker_lab.view.html import STYLE_SHEET
from checker_lab.view.reports import stop_lines
from checker_lab.widgets.board import widget
from checker_lab.widgets.board.widget import Board
from tests.widgets.programs import HOSTILE


class Wire:
    """A board, and the messages that it sends to the browser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clicks: list[Mapping[str, Any]] = []
        self.board = Board(self.clicks.append)
        self.sent: list[dict[str, Any]] = []
        monkeypatch.setattr(self.board.comm, "send", self._send)

    def _send(self, data: dict[str, Any], buffers: object = None) -> None:
        self.sent.append(data["state"])


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return Wire(monkeypatch)


def state_with(item_id: str) -> ViewState:
    """A state in which the id is everywhere."""
    bar = Bar(item_id, Outcome.FAIL, 0.0, 0.25, 0.1)
    return ViewState(
        running=True,
        rows=(Row(item_id, Outcome.FAIL, "why", 0.25, recent=(Outcome.FAIL,)),),
        matching=1,
        panels=(Panel(1, 0.0, None, 1.0, 1, (bar,)),),
        stopped=tuple(stop_lines(StopReport(True, (item_id,), (item_id,)), "ru")),
        log=("one",),
        log_total=1,
    )


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def test_a_paint_is_one_message(wire: Wire) -> None:
    wire.board.paint(state_with("a"))
    (message,) = wire.sent
    assert set(message) == {"status", "rows", "timeline", "log"}


def test_it_does_not_send_what_has_not_changed(wire: Wire) -> None:
    state = state_with("a")
    wire.board.paint(state)
    for _ in range(2):
        wire.board.paint(state._replace(log=("two", "one"), log_total=2))
    assert [set(message) for message in wire.sent[1:]] == [{"log"}]
    assert [line[2] for line in wire.board.log[0][3][2][2:]] == ["two", "one"]


@pytest.mark.parametrize("item_id", HOSTILE.values(), ids=HOSTILE)
def test_whatever_the_id_the_message_can_be_sent_and_is_small(wire: Wire, item_id: str) -> None:
    wire.board.paint(state_with(item_id))
    (message,) = wire.sent
    # As the kernel writes it.
    text = json.dumps(message, ensure_ascii=False, allow_nan=False)
    assert len(text.encode("utf-8")) < 30_000
    assert all(text.isprintable() for text in texts(message)), "no text can end its line"


def test_it_reports_clicks_until_it_is_released(wire: Wire) -> None:
    wire.board._handle_custom_msg({"act": "page", "page": 1}, [])
    wire.board.release()
    wire.board._handle_custom_msg({"act": "page", "page": 2}, [])
    assert wire.clicks == [{"act": "page", "page": 1}]


def test_the_browser_gets_its_script_and_its_style(wire: Wire) -> None:
    folder = Path(widget.__file__).parent
    assert str(wire.board._esm) == (folder / "board.js").read_text(encoding="utf-8")
    for path in (STYLE_SHEET, folder / "timeline.css"):
        assert path.read_text(encoding="utf-8") in str(wire.board._css)


def test_the_script_never_reads_text_as_html(wire: Wire) -> None:
    for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert name not in str(wire.board._esm)


def one_pass(number: int) -> tuple[list[Event], Snapshot]:
    """The events of a pass over ten failing items, and the snapshot after it."""
    results = [
        CheckResult(f"item {item}", Outcome.FAIL, number, number + item / 20, 0.25)
        for item in range(10)
    ]
    events: list[Event] = [PassStarted(number, 10, number)]
    events += [CheckEnded(result) for result in results]
    events += [PassEnded(number, 10, 10, number + 0.75)]
    items = {
        result.item_id: ItemSnapshot(result, number, number, number, recent=(Outcome.FAIL,) * 30)
        for result in results
    }
    return events, Snapshot(True, number, 0, items, at=number + 0.75)


def test_memory_stays_flat_over_many_paints() -> None:
    history, board = History(), Board(print)

    def memory_after(passes: range) -> int:
        for number in passes:
            events, snapshot = one_pass(number)
            for event in events:
                history.hear(event)
            board.paint(history.state(snapshot))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = memory_after(range(40))  # by then everything bounded has its full size
        after = memory_after(range(40, 100))
    finally:
        tracemalloc.stop()
    assert len(board.rows[0][3][2:]) == 10
    # Python keeps some thousand freed tuples for reuse; a pass that leaked would be 3,000 bytes.
    assert after - before < 80_000
