"""The words of `checker-lab watch` around its checks, in English and in Russian.

Those of the outcomes, latencies and overruns are in `checker_lab.view.words`.
"""

from dataclasses import dataclass

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.results import StopReport

__all__ = ["WORDS", "TerminalWords", "left_behind"]

NAMES = 10
"""Ids that a line names; it counts the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalWords:
    """All the texts in one language; the braces are filled in."""

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
    no_rich: str
    checker_died: str


ENGLISH = TerminalWords(
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
    no_rich="rich is not installed, so you see lines instead of a table: pip install rich",
    checker_died="the checker died: see the traceback on stderr",
)

RUSSIAN = TerminalWords(
    running="▶ Проверки идут",
    stopped="■ Проверки не идут",
    progress="проход {0}: {1} из {2}",
    items="элементов: {0}",
    failing="не работает: {0}",
    missed="пропущено проходов: {0}",
    interval="раз в {0:g} с",
    how_to_stop="Ctrl-C: остановить",
    item="Элемент",
    outcome="Исход",
    why="Почему",
    latency="Ответ",
    recent="Последние",
    in_a_row="Сбоев\nподряд",
    abandoned="брошена, ещё идёт",
    hidden="… и ещё {0}",
    hidden_failing="… и ещё {0}, из них не работает: {1}",
    checks_cancelled="Проверки отменены: {0}",
    checks_abandoned="Проверки брошены: {0}",
    more="и ещё {0}",
    no_rich="rich не установлен, поэтому вместо таблицы будут строки: pip install rich",
    checker_died="чекер упал: стек вызовов в stderr",
)

WORDS: dict[Language, TerminalWords] = {"en": ENGLISH, "ru": RUSSIAN}


def left_behind(report: StopReport, language: Language) -> list[str]:
    """Return what the stop cut short: a line for cancelled checks, one for abandoned ones."""
    words = WORDS[language]
    lines = (
        (words.checks_cancelled, report.cancelled),
        (words.checks_abandoned, report.abandoned),
    )
    return [text.format(_names(ids, words)) for text, ids in lines if ids]


def _names(ids: tuple[str, ...], words: TerminalWords) -> str:
    named = ", ".join(map(one_line, ids[:NAMES]))
    hidden = len(ids) - NAMES
    return f"{named} {words.more.format(hidden)}" if hidden > 0 else named
