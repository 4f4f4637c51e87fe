"""The dashboard: a checker at work in a notebook, with controls."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

import ipywidgets

from checker_lab.errors import UnknownItemError
from checker_lab.messages import one_line
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.tasks import AsyncChecker
from checker_lab.threads import ThreadedChecker
from checker_lab.validate import check_count
from checker_lab.view import Picture
from checker_lab.view.picture import Page
from checker_lab.widgets.board import Board
from checker_lab.widgets.drawing import key_of
from checker_lab.widgets.entry import Entry, Message
from checker_lab.widgets.hands import Hands, TaskHands, ThreadHands
from checker_lab.widgets.items import ItemMaker
from checker_lab.widgets.note import STYLE, trouble
from checker_lab.widgets.owner import ViewOwner
from checker_lab.widgets.watch import watch

__all__ = ["Dashboard"]


class Dashboard:
    """Shows a checker while it works, and lets people add, remove, run, stop and check.

    The last line of a cell shows it, and the cell ends at once. One thread paints it. That thread
    ends when the last place where it is shown has gone (its cell was run again or deleted, say),
    and comes back with it; `close()` ends it for good, which one that is never shown needs. The
    checker stays as it is. Several dashboards of one checker agree.

    Args:
        checker: a `ThreadedChecker`, or an `AsyncChecker` for the event loop that runs now.
        make_item: makes an item of what was typed, or raises an error whose message is said beside
            the field; None for items that ask an http(s) URL. An `ItemMaker` knows names too.

    Attributes:
        add, interval, timeout: an `Entry` each: `.field`, `.button` and `.message`.
        run, stop, check: the buttons; `message` is said beside them.
        picture: what was painted last.
        widget: the whole, to put into a layout of your own.

    Raises:
        TypeError: the checker is something else.
        RuntimeError: no event loop runs, and an AsyncChecker needs one.
    """

    def __init__(
        self,
        checker: ThreadedChecker | AsyncChecker,
        make_item: Callable[[str], object] | None = None,
    ) -> None:
        self.checker = checker
        self.picture = Picture()
        self._hands = _hands_of(checker)
        self._make_item = _by_url(checker) if make_item is None else make_item
        self._page = Page()
        # Guards all that follows: clicks come from several threads of the kernel, and what Python
        # does from any.
        self._lock = threading.Lock()
        self._places: set[str] = set()
        self._owner: ViewOwner | None = None
        self._last_owner: ViewOwner | None = None
        self._is_closed = False
        self._build()
        self.widget = self._layout()
        self._watch = watch(checker)
        self._ask(_nothing)

    def close(self) -> None:
        """End the thread that paints; the last picture stays, and the controls do nothing more."""
        with self._lock:
            self._rest()
            if not self._is_closed:
                self._is_closed = True
                self._watch.leave()
        if self._last_owner is not None:
            self._last_owner.close()
        self.message.say("this dashboard is closed, and shows what it saw last")
        for entry in (self.add, self.interval, self.timeout):
            entry.disable()
        for button, press in self._buttons:
            button.disabled = True
            button.on_click(press, remove=True)
        self.board.let_go()

    def remove(self, item_id: str) -> None:
        """Do what the button "Remove" in the item's row does."""
        self._ask(lambda: self._try(lambda: self._remove(item_id)))

    def turn_to(self, page: int = 0, *, only_unwell: bool = False) -> None:
        """Show this page of the table, counted from 0: of all items, or those that do not pass.

        Raises:
            ValueError, TypeError: `page` is no whole number that is 0 or more.
        """
        self._page = Page(check_count("page", page, 0), bool(only_unwell))
        self._ask(_nothing)

    def __repr__(self) -> str:
        # It stays the same while the checker works, so that a notebook may store it.
        return f"<Dashboard of {type(self.checker).__name__}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        shown: dict[str, object] = self.widget._repr_mimebundle_(**options)
        return {**shown, "text/plain": repr(self)}

    # The parts

    def _build(self) -> None:
        names = getattr(self._make_item, "names", ())
        hint = getattr(self._make_item, "hint", "what to check")
        ask = self._ask
        self.add = Entry(
            self._add, ask, label="Item to add", button="Add", hint=hint, options=names
        )
        self.interval = Entry(
            self._set_interval,
            ask,
            label="Interval",
            button="Set interval",
            hint="seconds",
            width="22em",
        )
        self.timeout = Entry(
            self._set_timeout,
            ask,
            label="Timeout",
            button="Set timeout",
            hint="seconds, or none",
            width="22em",
        )
        self._buttons: list[tuple[Any, Callable[[object], None]]] = []
        self.run = self._button("Run", "Begin a pass now, and one each interval", self._run)
        self.stop = self._button("Stop", "End the run: start no more checks", self._stop)
        self.check = self._button("Check now", "Check all items once", self._check)
        self.message = Message()
        self.board = Board(self._on_click)

    def _button(self, name: str, tooltip: str, act: Callable[[], object]) -> Any:
        def press(_: object) -> None:
            self._ask(lambda: self._try(act))

        button = ipywidgets.Button(description=name, tooltip=tooltip, layout={"width": "8em"})
        button.on_click(press)
        self._buttons.append((button, press))
        return button

    def _layout(self) -> Any:
        buttons = [self.run, self.stop, self.check, self.message.widget]
        return ipywidgets.VBox(
            [
                ipywidgets.HTML(STYLE, layout={"display": "none"}),
                self.add.widget,
                self.interval.widget,
                self.timeout.widget,
                ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap"}),
                self.board,
            ]
        )

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
            case {"act": "remove", "key": str(key)}:
                self._ask(lambda: self._try(lambda: self._remove_key(key)))
            case {"act": "page", "page": int(page)}:
                self.turn_to(max(page, 0), only_unwell=self._page.only_unwell)
            case {"act": "filter", "onlyUnwell": bool(only_unwell)}:
                self.turn_to(only_unwell=only_unwell)
            case {"act": "shown", "view": str(view)}:
                with self._lock:
                    self._places.add(view)
                self._ask(_nothing)
            case {"act": "gone", "view": str(view)}:
                with self._lock:
                    self._places.discard(view)
                    if not self._places:
                        self._rest()

    def _add(self, text: str) -> str:
        item: Any = self._make_item(text)
        self.checker.add(item)
        return f"added {one_line(item.id)}"

    def _remove_key(self, key: str) -> None:
        for item_id in self.checker.snapshot().items:
            if key_of(item_id) == key:
                return self._remove(item_id)
        raise UnknownItemError(f"{key} was removed already")

    def _remove(self, item_id: str) -> None:
        self.checker.remove(item_id)
        self.message.say(f"removed {one_line(item_id)}")

    def _set_interval(self, text: str) -> str:
        self.checker.interval = _number(text)
        return f"a pass each {self.checker.interval:g} s"

    def _set_timeout(self, text: str) -> str:
        none = text.strip().lower() == "none"
        self.checker.timeout = None if none else _number(text, or_what=", or none")
        timeout = self.checker.timeout
        return "no timeout" if timeout is None else f"each check gets {timeout:g} s"

    def _run(self) -> None:
        self._follow(self._hands.run())

    def _stop(self) -> None:
        runs = self.checker.snapshot().running
        self._follow(self._hands.stop(), "" if runs else "nothing runs: there is nothing to stop")

    def _check(self) -> None:
        self._follow(self._hands.check())

    def _follow(self, future: Future[object], said: str = "") -> None:
        self.message.say(said)
        future.add_done_callback(lambda done: self._try(done.result))

    def _try(self, act: Callable[[], object]) -> None:
        """Do it, and tell what goes wrong."""
        try:
            act()
        except Exception as error:
            self.message.tell(error)


def _number(text: str, or_what: str = "") -> float:
    """What was typed, as a number; raises ValueError if it is none."""
    try:
        return float(text)
    except ValueError:
        wanted = f"a number of seconds, like 5 or 0.5{or_what}"
        raise ValueError(f"{wanted}, not {text!r}") from None


def _nothing() -> None:
    """A paint is all that is wanted."""


def _hands_of(checker: ThreadedChecker | AsyncChecker) -> Hands:
    if isinstance(checker, ThreadedChecker):
        return ThreadHands(checker)
    if isinstance(checker, AsyncChecker):
        return TaskHands(checker, _running_loop())
    raise TypeError(f"a dashboard is of a ThreadedChecker or an AsyncChecker, not of {checker!r}")


def _by_url(checker: ThreadedChecker | AsyncChecker) -> ItemMaker:
    return ItemMaker(
        GoMetricClient if isinstance(checker, ThreadedChecker) else AsyncGoMetricClient
    )


def _running_loop() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "no event loop runs here: make the dashboard of an AsyncChecker in a cell or a "
            "coroutine"
        ) from None
