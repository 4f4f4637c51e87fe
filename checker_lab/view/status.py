"""The status of a checker: one line, and below it what a stop left or which pass overran."""

from collections.abc import Iterable, Iterator
from typing import Any

from checker_lab.core.plurals import fill, grouped
from checker_lab.core.results import Outcome
from checker_lab.view.item_key import outcome_key
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.state import ViewState
from checker_lab.view.tree import Tree, el
from checker_lab.view.words import WORDS

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
    chips = {"role": "group", "aria_label": WORDS[state.language].by_outcome} if live else {}
    parts = [
        el("b", el("span", sign, aria_hidden="true"), f" {word}", class_=f"pill {kind}", role=role),
        *_pass(state, live=live),
        el("span", _pace(state), class_="quiet") if pace else "",
        el("span", *_spaced(_chips(state, live=live)), class_="chips", **chips),
        _rest(state),
    ]
    return [el("div", *_spaced(parts), class_="status"), *_notes(state, live=live)]


def _spaced(parts: Iterable[Tree]) -> Iterator[Tree]:
    """The parts with a space after each, for readers without the style."""
    for part in parts:
        if part:
            yield part
            yield " "


def _phase(state: ViewState) -> tuple[str, str, str]:
    words = WORDS[state.language]
    if state.running:
        return "running", "▶", words.running
    return "stopped", "■", words.stopped if state.stopped else words.not_running


def _pass(state: ViewState, *, live: bool) -> list[Tree]:
    language, words = state.language, WORDS[state.language]
    items = fill(language, words.items, state.items)
    if not state.pass_number:
        return [el("span", items, class_="pass")]
    ended, of = state.progress
    progress: Tree = el("b", fill(language, words.part, ended, of)) if of else items
    name = fill(language, words.this_pass, state.pass_number)
    parts: list[Tree] = [el("span", f"{name}: ", progress, class_="pass")]
    if live and state.next_pass is not None:
        parts.append(el("span", words.next_pass.format(state.next_pass), class_="quiet next"))
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
    mark, number, language = MARKS[outcome], state.counts.get(outcome, 0), state.language
    name, words = name_of(outcome, language), WORDS[language]
    content: list[Tree] = [
        el("span", mark.sign, aria_hidden="true"),
        f" {grouped(number, language)} ",
        el("span", name_of(outcome, language, number), class_="word" if outcome else None),
    ]
    class_ = f"chip tone-{mark.tone}{'' if number else ' zero'}"
    if not live:
        return el("span", *content, class_=class_, title=name)
    pressed, key = outcome in state.outcomes, outcome_key(outcome)
    return el(
        "button",
        *content,
        type="button",
        class_=class_,
        title=(words.no_longer_only if pressed else words.only).format(name),
        aria_pressed="true" if pressed else "false",
        key=key,
        on={"act": "filter", "outcome": key},
    )


def _rest(state: ViewState) -> Tree:
    words = WORDS[state.language]
    numbers = {
        words.missed: state.missed_passes,
        words.abandoned: state.abandoned,
        words.waiting: state.waiting,
    }
    parts = [fill(state.language, text, number) for text, number in numbers.items() if number]
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
    words = WORDS[state.language]
    parts = [] if state.interval is None else [words.interval.format(state.interval)]
    parts.append(words.no_timeout if state.timeout is None else words.timeout.format(state.timeout))
    return SEPARATOR.join(parts)
