"""What to print: outcomes that differ from the item's previous one, and passes that overrun."""

from collections.abc import Iterator

from checker_lab.core.events import CheckEnded, Event, PassesMissed
from checker_lab.core.language import Language
from checker_lab.core.lines import describe, line, one_line, reason
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.terminal.overruns import OverrunNews
from checker_lab.view.marks import MARKS

__all__ = ["Changes", "marked"]


class Changes:
    """Takes all events, and returns the lines of those that changed something."""

    def __init__(self) -> None:
        self._last: dict[str, Outcome] = {}
        self._overruns = OverrunNews()

    def lines(self, event: Event) -> Iterator[str]:
        """Yield the lines of an event, if it changed anything."""
        if (overrun := self._overruns.line(event)) is not None:
            yield overrun
        match event:
            case CheckEnded(result, language) if self._is_change(result):
                yield _result_line(result, language)
            case PassesMissed():
                yield line(event) or ""

    def _is_change(self, result: CheckResult) -> bool:
        # A skipped check says nothing about its service. Where checks take longer than the
        # interval, every other check is skipped, and each would be two lines.
        if result.outcome is Outcome.SKIPPED:
            return False
        last = self._last.get(result.item_id)
        self._last[result.item_id] = result.outcome
        return result.outcome is not last


def marked(event: Event, text: str) -> str:
    """Return `text` with the mark of the event's outcome before it, if it has one."""
    return f"{MARKS[event.result.outcome].sign} {text}" if isinstance(event, CheckEnded) else text


def _result_line(result: CheckResult, language: Language) -> str:
    outcome = f"{one_line(result.item_id)}: {describe(result.outcome, language)}"
    why = "" if result.outcome is Outcome.PASS else reason(result, language)
    return f"{outcome}: {why}" if why else outcome
