"""The board: the part of the dashboard that is painted, and drawn in the browser by board.js.

It keeps the page as it is and changes what has changed, so a reader's place, the focus and what is
selected stay through ten paints a second: HTML set anew would lose them all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from checker_lab.view import Picture
from checker_lab.widgets import drawing

__all__ = ["Board"]

HERE = Path(__file__).parent


class Board(anywidget.AnyWidget):
    """Shows pictures, and tells what was clicked.

    Args:
        on_click: called with what the browser sends, by one of the kernel's threads: `act` is
            "remove" (of the item `key`), "page" (number `page`), "filter" (`onlyUnwell`), or
            "shown" and "gone" of the view that is named `view`.
        may_remove: has each row a button "Remove"?
    """

    _esm = HERE / "board.js"
    _css = HERE / "board.css"

    state = traitlets.Dict().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    timeline = traitlets.Dict().tag(sync=True)
    log = traitlets.Dict().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)
    may_remove = traitlets.Bool().tag(sync=True)

    def __init__(
        self, on_click: Callable[[Mapping[str, Any]], object], *, may_remove: bool = True
    ) -> None:
        super().__init__(may_remove=may_remove)
        self._on_click: Callable[[Mapping[str, Any]], object] | None = on_click
        self.on_msg(self._hear)

    def paint(self, picture: Picture) -> None:
        """Show this picture: one message at most, with what differs from the last."""
        with self.hold_sync():
            self.state = drawing.state(picture)
            self.rows = drawing.rows(picture)
            self.timeline = drawing.timeline(picture)
            self.log = drawing.log(picture)

    def let_go(self) -> None:
        """Tell of clicks no more, and hold on to nobody: ipywidgets keeps all widgets forever."""
        self._on_click = None

    def _hear(self, _: object, content: Mapping[str, Any], buffers: object) -> None:
        if self._on_click is not None:
            self._on_click(content)
