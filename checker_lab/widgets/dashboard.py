"""The dashboard: a running checker in a notebook, with controls.

What stands below the controls is the board, in `board/`; this module knows nothing of drawing.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from itertools import chain
from typing import Any

import ipywidgets

from checker_lab.core.errors import UnknownItemError
from checker_lab.core.lines import one_line
from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.widgets.adapters import Checker, adapter_for
from checker_lab.widgets.board.item_key import key_of
from checker_lab.widgets.item_maker import ItemMaker
from checker_lab.widgets.message import Message
from checker_lab.widgets.text_form import TextForm
from checker_lab.widgets.view import View

__all__ = ["Dashboard"]


class Dashboard(View):
    """A `View` in which a user can also add, remove, run, stop and check.

    Args:
        checker: a `ThreadedChecker`, or an `AsyncChecker` for the running event loop.
        make_item: makes an item from the typed text, or raises an error, whose message appears
            beside the field. Without it, items ask an http(s) URL; an `ItemMaker` also knows
            names.

    Attributes:
        add, interval, timeout: a `TextForm` each, with `.field`, `.button` and `.message`.
        run, stop, check: the buttons; `message` is the text beside them.
        state: the `ViewState` that was painted last.
        widget: the whole dashboard, for a layout of your own.

    Raises:
        TypeError: the checker is something else.
        RuntimeError: no event loop is running, and an AsyncChecker needs one.
    """

    may_remove = True

    def __init__(
        self,
        checker: Checker,
        make_item: Callable[[str], object] | None = None,
    ) -> None:
        self._adapter = adapter_for(checker)
        self._make_item = _item_from_url(checker) if make_item is None else make_item
        super().__init__(checker)

    def close(self) -> None:
        """End the thread that paints, and disable the controls; the last state stays."""
        super().close()
        self.message.say("this dashboard is closed: it shows the last state it has seen")
        for form in (self.add, self.interval, self.timeout):
            form.disable()
        for button, press in self._buttons:
            button.disabled = True
            button.on_click(press, remove=True)

    def remove(self, item_id: str) -> None:
        """Do what the "Remove" button in the row of this item does."""
        self._call_soon(lambda: self._try(lambda: self._remove(item_id)))

    # The controls

    def _controls(self) -> list[ipywidgets.Widget]:
        self.add = TextForm(
            self._add,
            self._call_soon,
            label="Item to add",
            button="Add",
            hint=getattr(self._make_item, "hint", "what to check"),
            options=getattr(self._make_item, "names", ()),
        )
        self.interval = TextForm(
            self._set_interval,
            self._call_soon,
            label="Interval",
            button="Set interval",
            hint="seconds",
            width="22em",
        )
        self.timeout = TextForm(
            self._set_timeout,
            self._call_soon,
            label="Timeout",
            button="Set timeout",
            hint="seconds, or none",
            width="22em",
        )
        self._buttons: list[tuple[ipywidgets.Button, Callable[[object], None]]] = []
        self.run = self._button("Run", "Start a pass now, then one every interval", self._run)
        self.stop = self._button("Stop", "End the run: start no more checks", self._stop)
        self.check = self._button("Check now", "Check all items once", self._check)
        self.message = Message()
        buttons = [self.run, self.stop, self.check, self.message.widget]
        row = ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap"})
        return [self.add.widget, self.interval.widget, self.timeout.widget, row]

    def _button(self, name: str, tooltip: str, act: Callable[[], object]) -> ipywidgets.Button:
        def press(_: object) -> None:
            self._call_soon(lambda: self._try(act))

        button = ipywidgets.Button(description=name, tooltip=tooltip, layout={"width": "8em"})
        button.on_click(press)
        self._buttons.append((button, press))
        return button

    # What a click does. The painter calls these, so that no click holds up the kernel.

    def _on_click(self, click: Mapping[str, Any]) -> None:
        match click:
            case {"act": "remove", "key": str(key)}:
                self._call_soon(lambda: self._try(lambda: self._remove(self._id_of(key))))
            case _:
                super()._on_click(click)

    def _add(self, text: str) -> str:
        item: Any = self._make_item(text)  # the checker decides whether it is an item
        self.checker.add(item)
        return f"added {one_line(item.id)}"

    def _id_of(self, key: str) -> str:
        """The id of the row that was clicked."""
        # The row may have left the page while the click was on its way; then look at all ids.
        page = (row.item_id for row in self.state.rows)
        for item_id in chain(page, str(self.checker).split("\n")):
            if key_of(item_id) == key:
                return item_id
        raise UnknownItemError(f"{key} has been removed already")

    def _remove(self, item_id: str) -> None:
        self.checker.remove(item_id)
        self.message.say(f"removed {one_line(item_id)}")

    def _set_interval(self, text: str) -> str:
        self.checker.interval = _number(text)
        return f"a pass every {self.checker.interval:g} s"

    def _set_timeout(self, text: str) -> str:
        none = text.strip().lower() == "none"
        self.checker.timeout = None if none else _number(text, or_what=", or none")
        timeout = self.checker.timeout
        return "no timeout" if timeout is None else f"timeout {timeout:g} s for each check"

    def _run(self) -> None:
        self._follow(self._adapter.run())

    def _stop(self) -> None:
        was_running = self.checker.running
        said = "" if was_running else "nothing to stop: the checks are not running"
        self._follow(self._adapter.stop(), said)

    def _check(self) -> None:
        self._follow(self._adapter.check())

    def _follow(self, future: Future[object], said: str = "") -> None:
        self.message.say(said)
        future.add_done_callback(lambda done: self._try(done.result))

    def _try(self, act: Callable[[], object]) -> None:
        """Do it, and show an error beside the buttons."""
        try:
            act()
        except Exception as error:
            self.message.say_error(error)


def _number(text: str, or_what: str = "") -> float:
    """The typed text as a number.

    Raises:
        ValueError: it is not a number.
    """
    try:
        return float(text)
    except ValueError:
        wanted = f"enter a number of seconds, like 5 or 0.5{or_what}"
        raise ValueError(f"{wanted}, not {text!r}") from None


def _item_from_url(checker: Checker) -> ItemMaker:
    return ItemMaker(
        GoMetricClient if isinstance(checker, ThreadedChecker) else AsyncGoMetricClient
    )
