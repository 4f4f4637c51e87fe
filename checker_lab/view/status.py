"""The status of a checker: one line, and below it what a stop left or which pass overran."""

from collections.abc import Iterable, Iterator
from typing import Any

from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.state import ViewState
from checker_lab.view.tree import Tree, el
from checker_lab.view.words import count

__all__ = ["status"]

SEPARATOR = " · "


def status(state: ViewState, *, live: bool = False, pace: bool = True) -> list[list[Any]]:
    """The line and the notes below it.

    Args:
        state: what to show.
        live: whether the counts are buttons, and changes are read out.
        pace: whether to show the interval and the timeout.
    """
    kind, sign, word = _phase(state)
    role = "status" if live else None
    parts = [
        el("b", el("span", sign, aria_hidden="true"), f" {word}", class_=f"pill {kind}", role=role),
        *_pass(state, live=live),
        el("span", _pace(state), class_="quiet") if pace else "",
        el("span", *_spaced(_chips(state, live=live)), **_CHIPS if live else {"class_": "chips"}),
        _rest(state),
    ]
    return [el("div", *_spaced(parts), class_="status"), *_notes(state, live=live)]


def _spaced(parts: Iterable[Tree]) -> Iterator[Tree]:
    """The parts with a space after each, for readers without the style."""
    for part in parts:
        if part:
            yield part
            yield " "


_CHIPS = {"class_": "chips", "role": "group", "aria_label": "Filter by outcome"}


def _phase(state: ViewState) -> tuple[str, str, str]:
    if state.running:
        return "running", "▶", "Running"
    return "stopped", "■", "Stopped" if state.stopped else "Not running"


def _pass(state: ViewState, *, live: bool) -> list[Tree]:
    if not state.pass_number:
        return [el("span", count(state.items, "item"), class_="pass")]
    ended, of = state.progress
    progress: Tree = el("b", f"{ended:,} of {of:,}") if of else count(state.items, "item")
    parts: list[Tree] = [el("span", f"pass {state.pass_number:,}: ", progress, class_="pass")]
    if live and state.next_pass is not None:
        parts.append(el("span", f"next in {state.next_pass:g} s", class_="quiet next"))
    return parts


def _chips(state: ViewState, *, live: bool) -> list[Tree]:
    """A chip for each outcome that there is, was lately, or is filtered for: none of them flaps."""
    lately = {outcome for row in state.rows for outcome in row.recent} if live else set()
    shown = [
        outcome
        for outcome in MARKS
        if state.counts.get(outcome) or outcome in lately or outcome in state.outcomes
    ]
    return [_chip(outcome, state, live=live) for outcome in shown]


def _chip(outcome: Outcome | None, state: ViewState, *, live: bool) -> list[Any]:
    mark, name, number = MARKS[outcome], name_of(outcome), state.counts.get(outcome, 0)
    content: list[Tree] = [
        el("span", mark.sign, aria_hidden="true"),
        f" {number:,} ",
        el("span", name, class_="word" if outcome else None),
    ]
    class_ = f"chip tone-{mark.tone}{'' if number else ' zero'}"
    if not live:
        return el("span", *content, class_=class_, title=name)
    pressed = outcome in state.outcomes
    return el(
        "button",
        *content,
        type="button",
        class_=class_,
        title=f"Show {'no longer only' if pressed else 'only'} {name}",
        aria_pressed="true" if pressed else "false",
        key=name,
        on={"act": "filter", "outcome": name},
    )


def _rest(state: ViewState) -> Tree:
    numbers = {
        "missed": state.missed_passes,
        "abandoned": state.abandoned,
        "waiting": state.waiting,
    }
    parts = [f"{number:,} {word}" for word, number in numbers.items() if number]
    return el("span", SEPARATOR.join(parts), class_="quiet rest") if parts else ""


def _notes(state: ViewState, *, live: bool) -> list[list[Any]]:
    notes = []
    role = "status" if live else None
    if state.stopped:
        line, *report = state.stopped
        said = el("b", line, lang=state.language)
        notes.append(el("p", said, SEPARATOR, " ".join(report), class_="note", role=role))
    if state.overrun:
        mark = el("span", "! ", aria_hidden="true")
        text = el("span", state.overrun, lang=state.language)
        notes.append(el("p", mark, text, class_="note tone-warn"))
    return notes


def _pace(state: ViewState) -> str:
    parts = [] if state.interval is None else [f"every {state.interval:g} s"]
    parts.append("no timeout" if state.timeout is None else f"timeout {state.timeout:g} s")
    return SEPARATOR.join(parts)
