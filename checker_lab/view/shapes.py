"""Small pictures in a row: the strip of the last outcomes, and the curve of the latencies.

Each outcome has a shape of its own, so that a strip can be read without its colours.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from checker_lab.core.language import Language
from checker_lab.core.registry import RECENT
from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import latency
from checker_lab.view.tree import el
from checker_lab.view.words import WORDS

__all__ = ["SHAPES", "curve", "strip", "strip_text"]

STEP = 6
"""Pixels from one outcome of a strip to the next; a shape is 4 wide and 14 high."""

SHAPES = {
    Outcome.PASS: "h4v14h-4z",  # full
    Outcome.WARN: "m0 14v-9l2-4 2 4v9z",  # pointed
    Outcome.FAIL: "h4v2h-4zm0 7h4v7h-4z",  # broken
    Outcome.TIMEOUT: "h4v14h-4zm1 1v12h2v-12z",  # hollow
    Outcome.PANIC: "h4v5l-2 9-2-9z",  # upside down
    Outcome.SKIPPED: "m.5 11h3v3h-3z",  # a dot
}
"""The path of each outcome, from its upper left corner."""

HEIGHT = 16
CURVE_WIDTH = 60


@lru_cache(maxsize=512)
def strip(recent: tuple[Outcome, ...], language: Language) -> list[Any]:
    """The last outcomes, the newest on the right."""
    paths: dict[Outcome, str] = {}
    for index, outcome in enumerate(recent[-RECENT:], max(RECENT - len(recent), 0)):
        paths[outcome] = f"{paths.get(outcome, '')}M{STEP * index} 1{SHAPES[outcome]}"
    text = strip_text(recent, language)
    return el(
        "svg",
        el("title", text),
        *(el("path", d=path, class_=f"tone-{MARKS[each].tone}") for each, path in paths.items()),
        role="img",
        aria_label=text,
        width=STEP * RECENT - 2,
        height=HEIGHT,
    )


def strip_text(recent: Sequence[Outcome], language: Language) -> str:
    """The strip in words."""
    words = WORDS[language]
    if not recent:
        return words.no_outcome

    def said(outcome: Outcome, number: int) -> str:
        return words.one_outcome.format(number, name_of(outcome, language))

    counts = ", ".join(said(*each) for each in Counter(recent).items())
    newest, run = next(iter(groupby(reversed(recent))))
    return words.last_outcomes.format(len(recent), counts, said(newest, len(list(run))))


def curve(latencies: Sequence[float], language: Language) -> list[Any]:
    """The last latencies as a line: its top is the longest of them."""
    top = max(latencies)
    step = CURVE_WIDTH / (RECENT - 1)
    start = RECENT - len(latencies)
    points = [
        f"{round(step * index)},{round(15 - 13 * seconds / (top or 1.0))}"
        for index, seconds in enumerate(latencies, start)
    ]
    least, longest = latency(min(latencies), language), latency(top, language)
    text = WORDS[language].last_latencies.format(len(latencies), least, longest)
    return el(
        "svg",
        el("title", text),
        el("polyline", points=" ".join(points), class_="curve"),
        role="img",
        aria_label=text,
        width=CURVE_WIDTH,
        height=HEIGHT,
    )
