"""The words around the checks, in both languages; those of the outcomes are in `view.marks`."""

from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.results import StopReport

__all__ = ["NO_RICH", "WORDS", "Words", "left_behind"]

NO_RICH = "rich is not installed, so you see lines instead of a table: pip install rich"

NAMES = 10
"""Ids that a line names; it counts the others."""


class Words(NamedTuple):
    """The words of one language."""

    running: str
    stopped: str
    progress: str
    items: str
    failing: str
    missed: str
    interval: str
    how_to_stop: str
    item: str
    outcome: str
    why: str
    latency: str
    recent: str
    in_a_row: str
    abandoned: str
    hidden: str
    hidden_failing: str
    checks_cancelled: str
    checks_abandoned: str
    more: str


WORDS: dict[Language, Words] = {
    "ru": Words(
        running="▶ Проверки идут",
        stopped="■ Проверки не идут",
        progress="проход {0}: {1} из {2}",
        items="элементов: {0}",
        failing="не работает: {0}",
        missed="пропущено проходов: {0}",
        interval="каждые {0:g} с",
        how_to_stop="Ctrl-C: остановить",
        item="Элемент",
        outcome="Итог",
        why="Почему",
        latency="Ответ",
        recent="Последние",
        in_a_row="Сбоев\nподряд",
        abandoned="не дождались, ещё идёт",
        hidden="… и ещё {0}",
        hidden_failing="… и ещё {0}, из них не работает: {1}",
        checks_cancelled="Проверки прерваны: {0}",
        checks_abandoned="Проверок не дождались: {0}",
        more="и ещё {0}",
    ),
    "en": Words(
        running="▶ Running",
        stopped="■ Not running",
        progress="pass {0}: {1} of {2}",
        items="items: {0}",
        failing="failing: {0}",
        missed="passes missed: {0}",
        interval="every {0:g} s",
        how_to_stop="Ctrl-C: stop",
        item="Item",
        outcome="Outcome",
        why="Why",
        latency="Latency",
        recent="Recent",
        in_a_row="Failed\nin a row",
        abandoned="abandoned, still in flight",
        hidden="… and {0} more",
        hidden_failing="… and {0} more, failing: {1}",
        checks_cancelled="Checks cancelled: {0}",
        checks_abandoned="Checks abandoned: {0}",
        more="and {0} more",
    ),
}


def left_behind(report: StopReport, language: Language) -> list[str]:
    """Return what the stop cut short: a line for cancelled checks, one for abandoned ones."""
    words = WORDS[language]
    lines = (
        (words.checks_cancelled, report.cancelled),
        (words.checks_abandoned, report.abandoned),
    )
    return [text.format(_names(ids, words)) for text, ids in lines if ids]


def _names(ids: tuple[str, ...], words: Words) -> str:
    named = ", ".join(map(one_line, ids[:NAMES]))
    hidden = len(ids) - NAMES
    return f"{named} {words.more.format(hidden)}" if hidden > 0 else named
