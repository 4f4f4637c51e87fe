"""Overruns: a pass that has not finished when the next one starts."""

from checker_lab.core.events import CheckEnded, Event, PassEnded, PassStarted, Stopped
from checker_lab.view.reports import unfinished_pass

__all__ = ["Overruns"]


class Overruns:
    """Notices overruns. It needs every event of a checker, in order, passed checks included."""

    def __init__(self) -> None:
        # The latest pass while it is unfinished. An earlier one was reported when this started.
        self._open: PassStarted | None = None
        self._ended = 0

    def hear(self, event: Event) -> str:
        """Take in an event; return the sentence about an overrun that it reveals, or ""."""
        match event:
            case PassStarted():
                overrun = self._overrun_at(event)
                self._open, self._ended = event, 0
                return overrun
            case CheckEnded(result):
                self._ended += self._is_open(result.pass_number)
            case PassEnded(number) if self._is_open(number):
                self._open = None
            case Stopped():
                self._open = None
        return ""

    def _is_open(self, number: int) -> bool:
        return self._open is not None and self._open.pass_number == number

    def _overrun_at(self, event: PassStarted) -> str:
        if self._open is None:
            return ""
        number, items, started_at, language = self._open
        waiting = items - self._ended
        return unfinished_pass(number, waiting, items, event.at - started_at, language)
