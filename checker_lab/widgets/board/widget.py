"""The widget of the board: it sends trees of elements to the browser, where board.js builds them.

The browser changes only what differs, so the scroll position, the focus and the selection survive
ten paints a second; new HTML would lose them all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from checker_lab.core.language import Language
from checker_lab.view import ViewState
from checker_lab.view.html import RUSSIAN_SHEET, STYLE_SHEET
from checker_lab.view.status import status
from checker_lab.view.table import table
from checker_lab.widgets.board.log import log
from checker_lab.widgets.board.pager import pager
from checker_lab.widgets.board.timeline import timeline
from checker_lab.widgets.words import WORDS

__all__ = ["Board"]

HERE = Path(__file__).parent

OnClick = Callable[[Mapping[str, Any]], object]


def _joined(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _trees() -> Any:
    return traitlets.List().tag(sync=True)


class Board(anywidget.AnyWidget):
    """Shows view states, and reports what a user does.

    Args:
        on_click: called with the message of the browser, in a thread of the kernel: the `on` of
            what was clicked, with the `text` of the field if it belongs to one, or "shown" and
            "gone" as `act`, with the place `view` that displays the board.
        language: of what it shows.
        has_tools: whether there is a toolbar, and each row has a button that removes its item.

    Attributes:
        status, tools, rows, timeline, log: lists of trees for the browser (`view/tree.py`).
        error: why the board has stopped, or "".
        language: of the texts.
        disconnected: what it says if the kernel has restarted.
    """

    _esm = HERE / "board.js"
    _css = _joined(STYLE_SHEET, RUSSIAN_SHEET, HERE / "timeline.css")

    status = _trees()
    tools = _trees()
    rows = _trees()
    timeline = _trees()
    log = _trees()
    error = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    disconnected = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, on_click: OnClick, language: Language = "en", *, has_tools: bool = False
    ) -> None:
        super().__init__(language=language, disconnected=WORDS[language].disconnected)
        self.has_tools = has_tools
        self._on_click: OnClick | None = on_click
        self.on_msg(self._on_message)

    def paint(self, state: ViewState, tools: list[Any] | None = None) -> None:
        """Show this state: one message at most, with the parts that differ from the last."""
        with self.hold_sync():
            self.status = status(state, live=True, pace=not self.has_tools)
            self.tools = tools or []
            rows = table(state.rows, state.language, may_remove=self.has_tools)
            self.rows = [rows, pager(state)]
            self.timeline = [timeline(state)]
            self.log = [log(state)]

    def release(self) -> None:
        """Report no more clicks, and drop the callback: ipywidgets keeps every widget alive."""
        self._on_click = None

    def _on_message(self, _: object, content: Mapping[str, Any], buffers: object) -> None:
        if self._on_click is not None:
            self._on_click(content)
