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
from checker_lab.widgets.words import WORDS

__all__ = ["Dashboard"]


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
        self._words = words = WORDS[checker.language]
        self._make_item = _item_from_url(checker) if make_item is None else make_item
        hint = getattr(self._make_item, "hint", words.what)
        self.add = FormWithButton(
            self._add,
            self._call_soon,
            name="add",
            label=words.new_item,
            button=words.add,
            button_hint=words.button_hint.format(words.add, hint),
            hint=hint,
            options=tuple(map(str, getattr(self._make_item, "names", ()))),
        )
        self.interval = Form(
            self._set_interval,
            self._call_soon,
            name="interval",
            label=words.interval,
            hint=words.interval_hint,
        )
        self.timeout = Form(
            self._set_timeout,
            self._call_soon,
            name="timeout",
            label=words.timeout,
            hint=words.timeout_hint,
        )
        self.run = self._button("run", words.run, words.run_hint, self._run)
        self.stop = self._button("stop", words.stop, words.stop_hint, self._stop)
        self.check = self._button("check", words.check, words.check_hint, self._check)
        self.message = Note()
        super().__init__(checker)

    def close(self) -> None:
        """End the thread that paints, and disable the controls; the last state stays."""
        super().close()
        self.message.say(self._words.is_closed)
        for form in self._forms:
            form.close()
        for button in [self.add.button, *self._buttons]:
            button.close(self._words.is_closed)
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

    def _button(self, name: str, label: str, hint: str, act: Callable[[], object]) -> Button:
        return Button(name, label, hint, lambda: self._call_soon(lambda: self._try(act)))

    def _tools(self, state: ViewState) -> list[Tree]:
        fields = [self.interval, self.timeout]
        return [*toolbar(self.add, fields, self._buttons, self.message, state.language)]

    def _update_tools(self, state: ViewState) -> list[Tree]:
        if self.add.field.disabled:  # it was closed, maybe by what the painter called just now
            return self._tools(state)
        self.run.why_not = self._words.is_running if state.running else ""
        self.stop.why_not = "" if state.running else self._words.is_not_running
        self.interval.show(seconds_text(state.interval, self._words))
        self.timeout.show(seconds_text(state.timeout, self._words))
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
            raise ValueError(self._words.in_table.format(item.id)) from error
        return self._words.added.format(one_line(item.id))

    def _id_of(self, key: str) -> str:
        """The id of the row that was clicked."""
        # The row may have left the page while the click was on its way; then look at all ids.
        page = (row.item_id for row in self.state.rows)
        for item_id in chain(page, str(self.checker).split("\n")):
            if key_of(item_id) == key:
                return item_id
        raise UnknownItemError(self._words.is_removed.format(key))

    def _remove(self, item_id: str) -> None:
        try:
            self.checker.remove(item_id)
        except UnknownItemError as error:
            raise UnknownItemError(self._words.is_removed.format(repr(item_id))) from error
        self.message.say(self._words.removed.format(one_line(item_id)))

    def _set_interval(self, text: str) -> str:
        self.checker.interval = seconds = interval_of(text, self._words)
        return self._words.interval_set.format(seconds)

    def _set_timeout(self, text: str) -> str:
        self.checker.timeout = seconds = timeout_of(text, self._words)
        if seconds is None:
            return self._words.no_timeout_set
        return self._words.timeout_set.format(seconds)

    def _run(self) -> None:
        self._follow(self._adapter.run())

    def _stop(self) -> None:
        was_running = self.checker.running
        self._follow(self._adapter.stop(), "" if was_running else self._words.is_not_running)

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
            self.message.say(self._words.is_running, wrong=True)
        except Exception as error:
            self.message.say_error(error)


def _item_from_url(checker: Checker) -> ItemMaker:
    client = GoMetricClient if isinstance(checker, ThreadedChecker) else AsyncGoMetricClient
    return ItemMaker(client, language=checker.language)
