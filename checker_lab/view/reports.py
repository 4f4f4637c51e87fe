"""Events in words: the lines of the log, the report of a stop, and an overrun."""

from collections.abc import Iterator

from checker_lab.core.events import Event, LateReturn, PassEnded, Stopped
from checker_lab.core.language import Language
from checker_lab.core.lines import line, one_line
from checker_lab.core.plurals import fill
from checker_lab.core.results import StopReport
from checker_lab.view.words import WORDS

__all__ = ["log_line", "stop_lines", "unfinished_pass"]

NAMES = 10
"""Ids that a report names; it counts the others."""


def log_line(event: Event) -> str | None:
    """The line of an event in the log, or None if it has none."""
    match event:
        case PassEnded(number, items, failures, _, language):
            return fill(language, WORDS[language].pass_ended, number, items, failures)
        case LateReturn(item_id, _, late, language):
            return WORDS[language].late_return.format(one_line(item_id), late)
    return line(event)


def stop_lines(report: StopReport, language: Language) -> Iterator[str]:
    """The line of the stop, then its report: what was cancelled, what was abandoned."""
    words = WORDS[language]
    yield line(Stopped(report, language)) or ""
    if not report.ended:
        yield words.stop_unfinished
    if report.cancelled:
        yield words.stop_cancelled.format(_names(report.cancelled, language))
    if report.abandoned:
        yield words.stop_abandoned.format(_names(report.abandoned, language))
    if not (report.cancelled or report.abandoned):
        yield words.stop_clean


def unfinished_pass(
    pass_number: int, waiting: int, items: int, seconds: float, language: Language
) -> str:
    """The sentence about an overrun: after `seconds`, `waiting` of `items` have no result yet."""
    return WORDS[language].overrun.format(pass_number, waiting, items, round(seconds, 2))


def _names(ids: tuple[str, ...], language: Language) -> str:
    named = ", ".join(map(one_line, ids[:NAMES]))
    hidden = len(ids) - NAMES
    return fill(language, WORDS[language].more_ids, named, hidden) if hidden > 0 else named
