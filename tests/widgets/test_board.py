"""The board: each paint is one message at most, and nothing but what has changed."""

import gc
import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from checker_lab.core.events import CheckEnded, Event, PassEnded, PassStarted
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.view import Picture, Row, Story
from checker_lab.widgets import board as board_module
from checker_lab.widgets.board import Board


class Wire:
    """A board, and the messages that it sends to the browser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clicks: list[Mapping[str, Any]] = []
        self.board = Board(self.clicks.append)
        self.sent: list[dict[str, Any]] = []
        monkeypatch.setattr(self.board.comm, "send", self._send)

    def _send(self, data: dict[str, Any], buffers: object = None) -> None:
        json.dumps(data, allow_nan=False)
        self.sent.append(data["state"])


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return Wire(monkeypatch)


PICTURE = Picture(running=True, items=1, shown=1, rows=(Row("a"),), log=("one",), heard=1)


def test_a_paint_is_one_message(wire: Wire) -> None:
    wire.board.paint(PICTURE)
    (message,) = wire.sent
    assert set(message) == {"state", "rows", "timeline", "log"}


def test_what_stays_as_it_is_is_not_sent_again(wire: Wire) -> None:
    wire.board.paint(PICTURE)
    wire.board.paint(PICTURE._replace(log=("two", "one"), heard=2))
    wire.board.paint(PICTURE._replace(log=("two", "one"), heard=2))
    assert [set(message) for message in wire.sent[1:]] == [{"log"}]


def test_a_click_is_told_until_it_lets_go(wire: Wire) -> None:
    wire.board._handle_custom_msg({"act": "page", "page": 1}, [])
    wire.board.let_go()
    wire.board._handle_custom_msg({"act": "page", "page": 2}, [])
    assert wire.clicks == [{"act": "page", "page": 1}]


def test_what_it_is_drawn_by_comes_with_it(wire: Wire) -> None:
    folder = Path(board_module.__file__).parent
    assert str(wire.board._esm) == (folder / "board.js").read_text(encoding="utf-8")
    assert str(wire.board._css) == (folder / "board.css").read_text(encoding="utf-8")


def test_the_board_never_reads_text_as_html(wire: Wire) -> None:
    for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert name not in str(wire.board._esm)


def one_pass(number: int) -> tuple[list[Event], Snapshot]:
    """The events of a pass over ten items that fail, and what is known after it."""
    results = [
        CheckResult(f"item {item}", Outcome.FAIL, number, number + item / 20, 0.25)
        for item in range(10)
    ]
    events: list[Event] = [PassStarted(number, 10, number)]
    events += [CheckEnded(result) for result in results]
    events += [PassEnded(number, 10, 10, number + 0.75)]
    known = {
        result.item_id: ItemSnapshot(result, number, number, number, recent=(Outcome.FAIL,) * 30)
        for result in results
    }
    return events, Snapshot(True, number, 0, known, at=number + 0.75)


def test_memory_stays_flat_over_many_paints() -> None:
    story, board = Story(), Board(print)

    def live(passes: range) -> int:
        for number in passes:
            events, known = one_pass(number)
            for event in events:
                story.hear(event)
            board.paint(story.picture(known))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        sooner = live(range(40))  # by then all that is bounded is as long as it gets
        later = live(range(40, 100))
    finally:
        tracemalloc.stop()
    assert len(board.rows) == 10
    # Some thousand freed tuples are kept for use again; a pass that is kept is 3,000 bytes.
    assert later - sooner < 80_000
