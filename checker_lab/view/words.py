"""Events in words: the lines of the log, the report of a stop, and an overrun."""

from collections.abc import Iterator

from checker_lab.core.events import Event, LateReturn, PassEnded, Stopped
from checker_lab.core.language import Language
from checker_lab.core.lines import line, one_line
from checker_lab.core.results import StopReport

__all__ = ["STILL_RUNNING", "count", "log_line", "stop_lines", "unfinished_pass"]

NAMES = 10
"""Ids that a report names; it counts the others."""

STILL_RUNNING = "abandoned, still running"
"""What a view says of a check that outlived its timeout or a stop, and has not returned."""

UNFINISHED_PASS = {
    "ru": "Проход {0}: за {3} с не завершено проверок: {1} из {2}",
    "en": "pass {0}: {1} of {2} still waiting after {3} s",
}


def log_line(event: Event) -> str | None:
    """The line of an event in the log, or None if it has none."""
    match event:
        case PassEnded(number, items, failures):
            return f"pass {number} ended: {count(items, 'item')}, {failures} failing"
        case LateReturn(item_id, _, late):
            return f"{one_line(item_id)}: returned {late:.1f} s after it was abandoned"
    return line(event)


def stop_lines(report: StopReport, language: Language) -> Iterator[str]:
    """The line of the stop, then its report: what was cancelled, what was abandoned."""
    yield line(Stopped(report, language)) or ""
    if not report.ended:
        yield "The run has not ended yet."
    if report.cancelled:
        yield f"Cancelled: {_names(report.cancelled)}."
    if report.abandoned:
        yield f"Abandoned: {_names(report.abandoned)}."
    if not (report.cancelled or report.abandoned):
        yield "No check was cancelled or abandoned."


def unfinished_pass(
    pass_number: int, waiting: int, items: int, seconds: float, language: Language
) -> str:
    """The sentence about an overrun: after `seconds`, `waiting` of `items` have no result yet."""
    after = f"{round(seconds, 2):g}"
    return UNFINISHED_PASS[language].format(pass_number, waiting, items, after)


def count(number: int, one: str, many: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _names(ids: tuple[str, ...]) -> str:
    named = ", ".join(map(one_line, ids[:NAMES]))
    hidden = len(ids) - NAMES
    return f"{named} and {hidden:,} more" if hidden > 0 else named
