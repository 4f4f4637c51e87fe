"""The dashboard: a running checker in a notebook, with controls.

What a click does is here; this module knows nothing of drawing, which is up to `board/`.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from itertools import chain
from typing import Any

from checker_lab.core.errors import AlreadyRunningError, DuplicateItemError, UnknownItemError
from checker_lab.core.lines import one_line
from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view import ViewState
from checker_lab.view.item_key import key_of
from checker_lab.view.tree import Tree
from checker_lab.widgets.adapters import Checker, adapter_for
from checker_lab.widgets.board.toolbar import toolbar
from checker_lab.widgets.controls import Button, Form, FormWithButton, Note
from checker_lab.widgets.item_maker import ItemMaker
from checker_lab.widgets.seconds import interval_of, seconds_text, timeout_of
from checker_lab.widgets.view import View

__all__ = ["Dashboard"]

IS_RUNNING = "the checks are running already: press Stop first"
IS_NOT_RUNNING = "nothing to stop: the checks are not running"
IS_CLOSED = "this dashboard is closed: it shows the last state it has seen"


class Dashboard(View):
    """A `View` in which a user can also add, remove, run, stop and check.

    Args:
        checker: a `ThreadedChecker`, or an `AsyncChecker` for the running event loop.
        make_item: makes an item from the typed text, or raises an error, whose message appears
            below the field. Without it, items ask an http(s) URL; an `ItemMaker` also knows
            names.

    Attributes:
        add, interval, timeout: a form each, with `.field`, `.message` and `.enter(text)`, which
            does what typing and Enter do. `add` has a `.button` too.
        run, stop, check: the buttons; `message` is the text below them.
        state: the `ViewState` that was painted last.
        widget: the whole dashboard, for a layout of your own.

    Raises:
        TypeError: the checker is something else.
        RuntimeError: no event loop is running, and an AsyncChecker needs one.
    """

    has_tools = True

    def __init__(
        self,
        checker: Checker,
        make_item: Callable[[str], object] | None = None,
    ) -> None:
        self._adapter = adapter_for(checker)
        self._make_item = _item_from_url(checker) if make_item is None else make_item
        self.add = FormWithButton(
            self._add,
            self._call_soon,
            name="add",
            label="Item to add",
            button="Add",
            hint=getattr(self._make_item, "hint", "what to check"),
            options=tuple(map(str, getattr(self._make_item, "names", ()))),
        )
        self.interval = Form(
            self._set_interval,
            self._call_soon,
            name="interval",
            label="Interval",
            hint="seconds from one pass to the next, then Enter",
        )
        self.timeout = Form(
            self._set_timeout,
            self._call_soon,
            name="timeout",
            label="Timeout",
            hint="seconds for each check, or none, then Enter",
        )
        self.run = self._button("Run", "Start a pass now, then one every interval", self._run)
        self.stop = self._button("Stop", "End the run: start no more checks", self._stop)
        self.check = self._button("Check now", "Check all items once", self._check)
        self.message = Note()
        super().__init__(checker)

    def close(self) -> None:
        """End the thread that paints, and disable the controls; the last state stays."""
        super().close()
        self.message.say(IS_CLOSED)
        for form in self._forms:
            form.close(IS_CLOSED)
        for button in self._buttons:
            button.close(IS_CLOSED)
        self.board.tools = self._tools(self.state)

    def remove(self, item_id: str) -> None:
        """Do what the "Remove" button in the row of this item does."""
        self._call_soon(lambda: self._try(lambda: self._remove(item_id)))

    # The controls

    @property
    def _forms(self) -> list[Form]:
        return [self.add, self.interval, self.timeout]

    @property
    def _buttons(self) -> list[Button]:
        return [self.run, self.stop, self.check]

    def _button(self, name: str, hint: str, act: Callable[[], object]) -> Button:
        return Button(name, hint, lambda: self._call_soon(lambda: self._try(act)))

    def _tools(self, state: ViewState) -> list[Tree]:
        return [*toolbar(self.add, [self.interval, self.timeout], self._buttons, self.message)]

    def _update_tools(self, state: ViewState) -> list[Tree]:
        if self.add.field.disabled:  # it was closed, maybe by what the painter called just now
            return self._tools(state)
        self.run.why_not = IS_RUNNING if state.running else ""
        self.stop.why_not = "" if state.running else IS_NOT_RUNNING
        self.interval.show(seconds_text(state.interval))
        self.timeout.show(seconds_text(state.timeout))
        return self._tools(state)

    # What a click does. The painter calls these, so that no click holds up the kernel.

    def _on_click(self, click: Mapping[str, Any]) -> None:
        match click:
            case {"act": "remove", "key": str(key)}:
                self._call_soon(lambda: self._try(lambda: self._remove(self._id_of(key))))
            case {"press": name}:
                for button in self._buttons:
                    if button.name == name:
                        button.click()
            case {"form": name, "text": str(text), **more}:
                for form in self._forms:
                    if form.name == name:
                        self._call_soon(form.reset) if more.get("reset") else form.enter(text)
            case _:
                super()._on_click(click)

    def _add(self, text: str) -> str:
        item: Any = self._make_item(text)  # the checker decides whether it is an item
        try:
            self.checker.add(item)
        except DuplicateItemError as error:
            # Its own text is for code, and names a method.
            raise ValueError(
                f"{item.id!r} is in the table already: remove it there first"
            ) from error
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
        self.checker.interval = interval_of(text)
        return f"a pass every {self.checker.interval:g} s"

    def _set_timeout(self, text: str) -> str:
        self.checker.timeout = timeout = timeout_of(text)
        return "no timeout" if timeout is None else f"timeout {timeout:g} s for each check"

    def _run(self) -> None:
        self._follow(self._adapter.run())

    def _stop(self) -> None:
        was_running = self.checker.running
        self._follow(self._adapter.stop(), "" if was_running else IS_NOT_RUNNING)

    def _check(self) -> None:
        self._follow(self._adapter.check())

    def _follow(self, future: Future[object], said: str = "") -> None:
        self.message.say(said)
        future.add_done_callback(lambda done: self._try(done.result))

    def _try(self, act: Callable[[], object]) -> None:
        """Do it, and show an error below the controls."""
        try:
            act()
        except AlreadyRunningError:
            self.message.say(IS_RUNNING, wrong=True)
        except Exception as error:
            self.message.say_error(error)


def _item_from_url(checker: Checker) -> ItemMaker:
    return ItemMaker(
        GoMetricClient if isinstance(checker, ThreadedChecker) else AsyncGoMetricClient
    )
