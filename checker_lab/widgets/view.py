"""The view: a checker at work, for those who look on."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from checker_lab.core.validate import check_count
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view import Picture
from checker_lab.view.picture import Page
from checker_lab.widgets.board import Board
from checker_lab.widgets.note import STYLE, trouble
from checker_lab.widgets.painter import ViewOwner
from checker_lab.widgets.watch import watch

__all__ = ["View", "nothing"]


class View:
    """Shows a checker while it works. Who looks on turns the pages, and can change nothing else.

    The last line of a cell shows it, and the cell ends at once. One thread paints it. That thread
    ends when the last place where it is shown has gone (its cell was run again or deleted, say),
    and comes back with it; `close()` ends it for good, which one that is never shown needs. The
    checker stays as it is. Several views of one checker agree.

    Args:
        checker: a `ThreadedChecker`, as a `ClusterChecker` is one too, or an `AsyncChecker`.

    Attributes:
        picture: what was painted last.
        widget: the whole, to put into a layout of your own.

    Raises:
        TypeError: the checker is something else.
    """

    may_remove = False

    def __init__(self, checker: ThreadedChecker | AsyncChecker) -> None:
        if not isinstance(checker, ThreadedChecker | AsyncChecker):
            raise TypeError(
                f"{type(self).__name__} is of a ThreadedChecker or AsyncChecker, not {checker!r}"
            )
        self.checker = checker
        self.picture = Picture()
        self._page = Page()
        # Guards all that follows: clicks come from several threads of the kernel, and what Python
        # does from any.
        self._lock = threading.Lock()
        self._places: set[str] = set()
        self._owner: ViewOwner | None = None
        self._last_owner: ViewOwner | None = None
        self._is_closed = False
        self.board = Board(self._on_click, may_remove=self.may_remove)
        style = ipywidgets.HTML(STYLE, layout={"display": "none"})
        self.widget = ipywidgets.VBox([style, *self._controls(), self.board])
        self._watch = watch(checker)
        self._ask(nothing)

    def close(self) -> None:
        """End the thread that paints; the last picture stays."""
        with self._lock:
            self._rest()
            if not self._is_closed:
                self._is_closed = True
                self._watch.leave()
        if self._last_owner is not None:
            self._last_owner.close()
        self.board.let_go()

    def turn_to(self, page: int = 0, *, only_unwell: bool = False) -> None:
        """Show this page of the table, counted from 0: of all items, or those that do not pass.

        Raises:
            ValueError, TypeError: `page` is no whole number that is 0 or more.
        """
        self._page = Page(check_count("page", page, 0), bool(only_unwell))
        self._ask(nothing)

    def __repr__(self) -> str:
        # It stays the same while the checker works, so that a notebook may store it.
        return f"<{type(self).__name__} of {type(self.checker).__name__}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        shown: dict[str, object] = self.widget._repr_mimebundle_(**options)
        return {**shown, "text/plain": repr(self)}

    def _controls(self) -> list[Any]:
        """What stands above the board."""
        return []

    # The owner of the view

    def _ask(self, act: Callable[[], object]) -> None:
        """Have it done, and painted, by the owner: who rests is woken for it."""
        with self._lock:
            if self._is_closed:
                return
            if self._owner is None:
                self._owner = self._wake_up()
            self._owner.ask(act)

    def _wake_up(self) -> ViewOwner:
        owner = ViewOwner(self._paint, self._show_trouble, after=self._last_owner)
        owner.start()
        self._watch.tell(owner.wake)
        return owner

    def _rest(self) -> None:
        """Let the owner end. This is called with the lock held."""
        if self._owner is not None:
            self._watch.spare(self._owner.wake)
            self._owner.dismiss()
            self._last_owner, self._owner = self._owner, None

    def _paint(self) -> None:
        """Show what is new. Only the owner of the view does this."""
        picture = self._watch.picture(self._page)
        if picture != self.picture or not self.board.state:
            self.board.paint(picture)
        # Last, so that who waits for a picture finds it painted.
        self.picture = picture

    def _show_trouble(self, error: BaseException) -> None:
        self.board.trouble = trouble(error)

    # What the clicks ask for. Done by the owner of the view too, so that none holds up the kernel.

    def _on_click(self, click: Mapping[str, Any]) -> None:
        match click:
            case {"act": "page", "page": int(page)}:
                self.turn_to(max(page, 0), only_unwell=self._page.only_unwell)
            case {"act": "filter", "onlyUnwell": bool(only_unwell)}:
                self.turn_to(only_unwell=only_unwell)
            case {"act": "shown", "view": str(view)}:
                with self._lock:
                    self._places.add(view)
                self._ask(nothing)
            case {"act": "gone", "view": str(view)}:
                with self._lock:
                    self._places.discard(view)
                    if not self._places:
                        self._rest()


def nothing() -> None:
    """A paint is all that is wanted."""
