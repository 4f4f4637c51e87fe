"""The dashboard: a checker at work in a notebook, with controls."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

import ipywidgets

from checker_lab.core.errors import UnknownItemError
from checker_lab.core.lines import one_line
from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.widgets.adapters import Hands, TaskHands, ThreadHands
from checker_lab.widgets.drawing import key_of
from checker_lab.widgets.entry import Entry, Message
from checker_lab.widgets.items import ItemMaker
from checker_lab.widgets.view import View

__all__ = ["Dashboard"]


class Dashboard(View):
    """A `View`, in which people also add, remove, run, stop and check.

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

    may_remove = True

    def __init__(
        self,
        checker: ThreadedChecker | AsyncChecker,
        make_item: Callable[[str], object] | None = None,
    ) -> None:
        self._hands = _hands_of(checker)
        self._make_item = _by_url(checker) if make_item is None else make_item
        super().__init__(checker)

    def close(self) -> None:
        """End the thread that paints; the last picture stays, and the controls do nothing more."""
        super().close()
        self.message.say("this dashboard is closed, and shows what it saw last")
        for entry in (self.add, self.interval, self.timeout):
            entry.disable()
        for button, press in self._buttons:
            button.disabled = True
            button.on_click(press, remove=True)

    def remove(self, item_id: str) -> None:
        """Do what the button "Remove" in the item's row does."""
        self._ask(lambda: self._try(lambda: self._remove(item_id)))

    # The controls

    def _controls(self) -> list[Any]:
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
        buttons = [self.run, self.stop, self.check, self.message.widget]
        row = ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap"})
        return [self.add.widget, self.interval.widget, self.timeout.widget, row]

    def _button(self, name: str, tooltip: str, act: Callable[[], object]) -> Any:
        def press(_: object) -> None:
            self._ask(lambda: self._try(act))

        button = ipywidgets.Button(description=name, tooltip=tooltip, layout={"width": "8em"})
        button.on_click(press)
        self._buttons.append((button, press))
        return button

    # What the clicks ask for. Done by the owner of the view too, so that none holds up the kernel.

    def _on_click(self, click: Mapping[str, Any]) -> None:
        match click:
            case {"act": "remove", "key": str(key)}:
                self._ask(lambda: self._try(lambda: self._remove_key(key)))
            case _:
                super()._on_click(click)

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
