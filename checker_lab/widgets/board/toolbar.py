"""The toolbar of the dashboard: one line of controls, and below it what came of the last ones."""

from collections.abc import Sequence
from typing import Any

from checker_lab.core.language import Language
from checker_lab.view.tree import Tree, el
from checker_lab.widgets.controls import Button, Form, FormWithButton, Note
from checker_lab.widgets.words import WORDS

__all__ = ["toolbar"]


def toolbar(
    add: FormWithButton,
    values: Sequence[Form],
    buttons: Sequence[Button],
    message: Note,
    language: Language,
) -> list[list[Any]]:
    """Draw the form that adds, those that show a value, the buttons, and the notes of all."""
    options: Tree = ""
    if add.options:
        options = el("datalist", *(el("option", value=each) for each in add.options), id="options")
    line = el(
        "div",
        el(
            "span",
            _field(add, kind="add"),
            options,
            _button(add.button, on={"form": add.name}, main=True),
            class_="add",
        ),
        *(el("label", each.label, _field(each, kind="value"), class_="value") for each in values),
        el("span", *(_button(each, on={"press": each.name}) for each in buttons), class_="buttons"),
        class_="line",
    )
    forms = [add, *values]
    words = WORDS[language]
    hint = (words.add_one_of if "," in add.hint else words.add_hint).format(add.hint)
    return [line, el("div", *_notes(forms, message, hint), class_="notes")]


def _field(form: Form, *, kind: str) -> list[Any]:
    is_value = kind == "value"
    return el(
        "input",
        type="text",
        autocomplete="off",
        spellcheck="false",
        class_=kind,
        aria_label=form.label,
        placeholder=None if is_value else form.label,
        title=form.hint,
        list="options" if form.options else None,
        aria_invalid="true" if form.message.wrong else None,
        aria_describedby=f"note-{form.name}" if form.message.text else None,
        disabled=form.field.disabled,
        value=form.field.value,
        answers=form.answers,
        on={"form": form.name, "applies": is_value},
        key=form.name,
    )


def _button(button: Button, *, on: dict[str, str], main: bool = False) -> list[Any]:
    # A button that is really disabled could not say why: the keyboard does not get there.
    return el(
        "button",
        button.label,
        type="button",
        class_="main" if main else None,
        title=button.why_not or button.hint,
        aria_disabled="true" if button.why_not else None,
        aria_description=button.why_not or None,
        on=on,
        key=button.name,
    )


def _notes(forms: Sequence[Form], message: Note, hint: str) -> list[Tree]:
    """The errors of the fields, and what was said last; else what a user may type."""
    notes: list[tuple[Note, Form | None]] = [(form.message, form) for form in forms]
    latest = max([(message, None), *notes], key=lambda each: each[0].said_at)
    shown = [each for each in notes if each[0].wrong]
    if latest[0].text and latest not in shown:
        shown.append(latest)
    return [_note(*each) for each in shown] or [el("p", hint, class_="hint", key="hint")]


def _note(note: Note, form: Form | None) -> list[Any]:
    text: list[Tree] = [note.text]
    if note.wrong:
        # The field that adds is right above.
        label = f"{form.label}: " if form and form.name != "add" else ""
        text = [el("span", "✗ ", aria_hidden="true"), label, note.text]
    return el(
        "p",
        *text,
        role="alert" if note.wrong else "status",
        class_="tone-bad" if note.wrong else None,
        id=f"note-{form.name}" if form else None,
        key=str(note.said_at),
    )
