"""The view: a running checker in a notebook, to watch and not to change."""

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ipywidgets

from checker_lab.core.lines import name_and_text
from checker_lab.core.results import Outcome
from checker_lab.core.validate import check_count
from checker_lab.view import Page, ViewState
from checker_lab.view.item_key import outcome_key
from checker_lab.view.marks import MARKS
from checker_lab.view.tree import Tree
from checker_lab.widgets.adapters import Checker, require_checker
from checker_lab.widgets.board.picture import board_picture
from checker_lab.widgets.board.widget import Board
from checker_lab.widgets.painter import Painter, nothing
from checker_lab.widgets.picture import pictured
from checker_lab.widgets.shared_history import join_history
from checker_lab.widgets.words import WORDS

__all__ = ["View"]


class View:
    """Shows a checker while it runs. A user can turn its pages and filter, and change nothing.

    The last line of a cell displays it, and the cell ends immediately. One thread paints it. That
    thread ends when the last place that displays the view is gone (the cell was run again or
    deleted, say), and a new one starts when the view is displayed again. `close()` ends it for
    good, which a view that was never displayed needs. The checker stays as it is. All views of one
    checker agree.

    Args:
        checker: a `ThreadedChecker`, which includes a `ClusterChecker`, or an `AsyncChecker`.

    Attributes:
        state: the `ViewState` that was painted last.
        widget: the whole view, for a layout of your own.

    Raises:
        TypeError: the checker is something else.
    """

    has_tools = False

    def __init__(self, checker: Checker) -> None:
        self.checker = require_checker(checker)
        self._words = WORDS[checker.language]
        self.state = ViewState(language=checker.language)
        self._page = Page()
        # Guards the fields below: clicks arrive in several threads of the kernel, and Python may
        # call the methods from any thread.
        self._lock = threading.Lock()
        self._places: set[str] = set()
        self._painter: Painter | None = None
        self._last_painter: Painter | None = None
        self._is_closed = False
        self.board = Board(self._on_click, checker.language, has_tools=self.has_tools)
        self.widget = ipywidgets.VBox([self.board])
        self._history = join_history(checker)
        self._call_soon(nothing)

    def close(self) -> None:
        """End the thread that paints; the view keeps its last state."""
        with self._lock:
            self._dismiss_painter()
            if not self._is_closed:
                self._is_closed = True
                self._history.leave()
        if self._last_painter is not None:
            self._last_painter.close()
        self.board.release()

    def turn_to(self, page: int = 0, *, outcomes: Iterable[Outcome | None] = ()) -> None:
        """Show a page of the table.

        Args:
            page: its number, counted from 0.
            outcomes: show only the items whose last check ended like this, where None stands for
                those without a result; all items if it is empty.

        Raises:
            ValueError, TypeError: `page` is not a whole number of 0 or more.
        """
        self._page = Page(check_count("page", page, 0), frozenset(outcomes))
        self._call_soon(nothing)

    def __repr__(self) -> str:
        # The same whatever the checker does, so that a notebook can store it.
        return f"<{type(self).__name__} of {type(self.checker).__name__}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        picture = board_picture(self.has_tools, self.checker.language)
        return pictured(self.widget, picture, repr(self), **options)

    # The painter

    def _call_soon(self, call: Callable[[], object]) -> None:
        """Have the painter make this call and then paint; start a painter if there is none."""
        with self._lock:
            if self._is_closed:
                return
            if self._painter is None:
                self._painter = self._start_painter()
            self._painter.call_soon(call)

    def _start_painter(self) -> Painter:
        painter = Painter(self._paint, self._show_error, after=self._last_painter)
        painter.start()
        self._history.add_wake(painter.wake)
        return painter

    def _dismiss_painter(self) -> None:
        """Let the painter end. Call this with the lock held."""
        if self._painter is not None:
            self._history.remove_wake(self._painter.wake)
            self._painter.dismiss()
            self._last_painter, self._painter = self._painter, None

    def _paint(self) -> None:
        """Show what has changed. Only the painter calls this."""
        state = self._history.state(self._page)
        tools = self._update_tools(state)
        if state != self.state or tools != self.board.tools or not self.board.status:
            self.board.paint(state, tools)
        # Set it last: code that waits for a state then finds it painted.
        self.state = state

    def _update_tools(self, state: ViewState) -> list[Tree]:
        """The toolbar for this state."""
        return []

    def _show_error(self, error: BaseException) -> None:
        self.board.error = self._words.view_stopped.format(name_and_text(error))

    # Clicks. The painter does what takes time, so that no click holds up the kernel.

    def _on_click(self, click: Mapping[str, Any]) -> None:
        match click:
            case {"act": "page", "page": int(page)}:
                self.turn_to(max(page, 0), outcomes=self._page.outcomes)
            case {"act": "filter", "outcome": ""}:
                self.turn_to()
            case {"act": "filter", "outcome": key}:
                clicked = {outcome for outcome in MARKS if outcome_key(outcome) == key}
                self.turn_to(outcomes=self._page.outcomes ^ clicked)
            case {"act": "shown", "view": str(place)}:
                with self._lock:
                    self._places.add(place)
                self._call_soon(nothing)
            case {"act": "gone", "view": str(place)}:
                with self._lock:
                    self._places.discard(place)
                    if not self._places:
                        self._dismiss_painter()
