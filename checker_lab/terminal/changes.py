"""What is news: an outcome that differs from the item's last one. The same again is none."""

from checker_lab.core.events import CheckEnded, Event, PassesMissed
from checker_lab.core.language import Language
from checker_lab.core.lines import describe, line, one_line, reason
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.view.marks import MARKS

__all__ = ["Changes", "marked"]


class Changes:
    """Hears all events, and gives the lines of those that are news."""

    def __init__(self) -> None:
        self._last: dict[str, Outcome] = {}

    def line(self, event: Event) -> str | None:
        """The line of an event, or None if it is no news."""
        match event:
            case CheckEnded(result, language) if self._is_change(result):
                return _told(result, language)
            case PassesMissed():
                return line(event)
        return None

    def _is_change(self, result: CheckResult) -> bool:
        # That a check was skipped tells nothing of its service; and where checks take longer than
        # the interval, every other one is.
        if result.outcome is Outcome.SKIPPED:
            return False
        last = self._last.get(result.item_id)
        self._last[result.item_id] = result.outcome
        return result.outcome is not last


def marked(event: Event, text: str) -> str:
    """`text`, with the mark of the outcome before it, if there is one."""
    return f"{MARKS[event.result.outcome].sign} {text}" if isinstance(event, CheckEnded) else text


def _told(result: CheckResult, language: Language) -> str:
    said = f"{one_line(result.item_id)}: {describe(result.outcome, language)}"
    why = "" if result.outcome is Outcome.PASS else reason(result, language)
    return f"{said}: {why}" if why else said
