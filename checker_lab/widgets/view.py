"""The live view: a checker at work in a notebook, with buttons."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

import ipywidgets

from checker_lab.messages import one_line
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.model import Event
from checker_lab.tasks import AsyncChecker
from checker_lab.threads import ThreadedChecker
from checker_lab.widgets.entry import Entry, Message
from checker_lab.widgets.feed import Feed
from checker_lab.widgets.hands import Hands, TaskHands, ThreadHands
from checker_lab.widgets.items import ItemMaker
from checker_lab.widgets.model import LiveModel, Picture
from checker_lab.widgets.owner import ViewOwner
from checker_lab.widgets.page import STYLE, page, trouble

__all__ = ["LiveView"]


class LiveView:
    """Shows a checker while it works, and lets people add, remove, run, stop and check.

    The last line of a cell shows it, and the cell ends at once. One thread paints; `close()` ends
    it, and leaves the checker as it is. Several views of one checker agree.

    Args:
        checker: a `ThreadedChecker`, or an `AsyncChecker` for the event loop that runs now.
        feed: the `Feed` that the checker was given as `on_event`.
        make_item: makes an item of what was typed, or raises an error whose message is said beside
            the field; None for items that ask an http(s) URL.

    Attributes:
        add, remove: an `Entry` each: `.field`, `.button` and `.message`.
        run, stop, check: the buttons; `message` is said beside them.
        picture: what was painted last.
        widget: the whole, to put into a layout of your own.

    Raises:
        TypeError: the checker or the feed is something else.
        RuntimeError: no event loop runs, and an AsyncChecker needs one.
    """

    def __init__(
        self,
        checker: ThreadedChecker | AsyncChecker,
        feed: Feed,
        make_item: Callable[[str], object] | None = None,
    ) -> None:
        if not isinstance(feed, Feed):
            raise TypeError(f"feed is the Feed that is the checker's on_event, not {feed!r}")
        self.checker = checker
        self.picture = Picture()
        self._hands = _hands_of(checker)
        self._make_item = _by_url(checker) if make_item is None else make_item
        self._model = LiveModel()
        self._owner = ViewOwner(self._paint, self._show_trouble)
        self._build()
        self.widget = self._layout()
        self._owner.start()
        self._forget_feed = feed.listen(self._owner.tell)

    def close(self) -> None:
        """End the thread that paints; the last picture stays, and the controls do nothing more."""
        self._forget_feed()
        self._owner.close()
        self.message.say("this view is closed, and shows what it saw last")
        for entry in (self.add, self.remove):
            entry.field.disabled = entry.button.disabled = True
        for button in (self.run, self.stop, self.check):
            button.disabled = True

    def __repr__(self) -> str:
        # It stays the same while the checker works, so that a notebook may store it.
        return f"<LiveView of {type(self.checker).__name__}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        shown: dict[str, object] = self.widget._repr_mimebundle_(**options)
        return {**shown, "text/plain": repr(self)}

    # The parts

    def _build(self) -> None:
        names = getattr(self._make_item, "names", ())
        hint = getattr(self._make_item, "hint", "what to check")
        ask = self._owner.ask
        self.add = Entry(
            self._add, ask, label="Item to add", button="Add", hint=hint, options=names
        )
        self.remove = Entry(
            self._remove, ask, label="Item to remove", button="Remove", hint="its id"
        )
        self.run = _button("Run", "Begin a pass now, and one each interval", self._run, ask)
        self.stop = _button("Stop", "End the run: start no more checks", self._stop, ask)
        self.check = _button("Check now", "Check all items once", self._check, ask)
        self.message = Message()
        self._picture = ipywidgets.HTML()
        self._picture.add_class("checker-lab-picture")

    def _layout(self) -> Any:
        buttons = [self.run, self.stop, self.check, self.message.widget]
        return ipywidgets.VBox(
            [
                ipywidgets.HTML(STYLE, layout={"display": "none"}),
                self.add.widget,
                self.remove.widget,
                ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap"}),
                self._picture,
            ]
        )

    def _paint(self, events: Sequence[Event]) -> None:
        """Show what is new. Only the owner of the view does this."""
        for event in events:
            self._model.hear(event)
        picture = self._model.picture(self.checker.snapshot())
        if picture != self.picture or not self._picture.value:
            self._picture.value = page(picture)
            self._offer_ids(picture)
        # Last, so that who waits for a picture finds it painted.
        self.picture = picture

    def _offer_ids(self, picture: Picture) -> None:
        # What cannot be printed cannot be sent to a browser, nor typed into a field.
        ids = tuple(filter(str.isprintable, picture.outcomes))
        if ids != tuple(self.remove.field.options):
            self.remove.field.options = ids

    def _show_trouble(self, error: BaseException) -> None:
        self._picture.value = trouble(error)

    # What the clicks ask for. Done by the owner of the view too, so that none holds up the kernel.

    def _add(self, text: str) -> str:
        item: Any = self._make_item(text)
        self.checker.add(item)
        return f"added {one_line(item.id)}"

    def _remove(self, text: str) -> str:
        item_id = text if text in self.picture.outcomes else text.strip()
        self.checker.remove(item_id)
        return f"removed {one_line(item_id)}"

    def _run(self) -> None:
        self._follow(self._hands.run())

    def _stop(self) -> None:
        runs = self.checker.snapshot().running
        self._follow(self._hands.stop(), "" if runs else "nothing runs: there is nothing to stop")

    def _check(self) -> None:
        self._follow(self._hands.check())

    def _follow(self, future: Future[object], said: str = "") -> None:
        self.message.say(said)
        future.add_done_callback(self._tell_failure)

    def _tell_failure(self, future: Future[object]) -> None:
        try:
            future.result()
        except Exception as error:
            self.message.tell(error)


def _button(
    name: str, tooltip: str, act: Callable[[], None], ask: Callable[[Callable[[], object]], object]
) -> Any:
    button = ipywidgets.Button(description=name, tooltip=tooltip, layout={"width": "8em"})
    button.on_click(lambda _: ask(act))
    return button


def _hands_of(checker: ThreadedChecker | AsyncChecker) -> Hands:
    if isinstance(checker, ThreadedChecker):
        return ThreadHands(checker)
    if isinstance(checker, AsyncChecker):
        return TaskHands(checker, _running_loop())
    raise TypeError(f"a view is of a ThreadedChecker or an AsyncChecker, not of {checker!r}")


def _by_url(checker: ThreadedChecker | AsyncChecker) -> ItemMaker:
    return ItemMaker(
        GoMetricClient if isinstance(checker, ThreadedChecker) else AsyncGoMetricClient
    )


def _running_loop() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "no event loop runs here: make the view of an AsyncChecker in a cell or a coroutine"
        ) from None
