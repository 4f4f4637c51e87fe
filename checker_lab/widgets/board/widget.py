"""The widget of the board, drawn in the browser by board.js.

The browser changes only what differs, so the scroll position, the focus and the selection survive
ten paints a second; new HTML would lose them all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from checker_lab.view import ViewState
from checker_lab.widgets.board.rows import rows_data
from checker_lab.widgets.board.status import status_data
from checker_lab.widgets.board.timeline import timeline_data

__all__ = ["Board"]

HERE = Path(__file__).parent

OnClick = Callable[[Mapping[str, Any]], object]


def _joined(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


class Board(anywidget.AnyWidget):
    """Shows view states, and reports clicks.

    Args:
        on_click: called with the message of the browser, in a thread of the kernel. Its `act` is
            "remove" (the item `key`), "page" (number `page`), "filter" (`onlyUnwell`), or "shown"
            and "gone" (the place `view` that displays the board).
        may_remove: whether each row has a "Remove" button.

    Attributes:
        status, rows, timeline, log: plain data for the browser, which shows all text as text and
            never as HTML.
        error: why the board has stopped, or "".
    """

    _esm = _joined("board.js", "timeline.js")
    _css = _joined("board.css", "timeline.css")

    status = traitlets.Dict().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    timeline = traitlets.Dict().tag(sync=True)
    log = traitlets.Dict().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    may_remove = traitlets.Bool().tag(sync=True)

    def __init__(self, on_click: OnClick, *, may_remove: bool = True) -> None:
        super().__init__(may_remove=may_remove)
        self._on_click: OnClick | None = on_click
        self.on_msg(self._on_message)

    def paint(self, state: ViewState) -> None:
        """Show this state: one message at most, with what differs from the last."""
        with self.hold_sync():
            self.status = status_data(state)
            self.rows = rows_data(state)
            self.timeline = timeline_data(state)
            self.log = {"lines": list(state.log), "total": state.log_total}

    def release(self) -> None:
        """Report no more clicks, and drop the callback: ipywidgets keeps every widget alive."""
        self._on_click = None

    def _on_message(self, _: object, content: Mapping[str, Any], buffers: object) -> None:
        if self._on_click is not None:
            self._on_click(content)
