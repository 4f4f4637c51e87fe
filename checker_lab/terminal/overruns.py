"""Overruns: passes that have not finished when the next one starts."""

from checker_lab.core.errors import CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event, PassEnded, PassStarted
from checker_lab.core.results import CheckResult
from checker_lab.view.words import unfinished_pass

__all__ = ["Overruns"]

LATE = {SkipReason.STILL_RUNNING, SkipReason.STILL_WAITING}


class Overruns:
    """Takes in all events, and reports the first unfinished pass.

    It reports the next one only after a pass has finished in time with no check skipped: where
    passes overrun, they do so for hours.
    """

    def __init__(self) -> None:
        self._pass: PassStarted | None = None
        self._remaining = 0
        self._has_late_checks = False
        self._is_reported = False

    def line(self, event: Event) -> str | None:
        """Return the line that reports an overrun, or None if the event shows no new one."""
        match event:
            case PassStarted():
                return self._start(event)
            case CheckEnded(result) if self._pass and result.pass_number == self._pass.pass_number:
                self._remaining -= 1
                self._has_late_checks |= _is_late(result)
            case PassEnded(number) if self._pass and number == self._pass.pass_number:
                self._is_reported &= self._has_late_checks
        return None

    def _start(self, started: PassStarted) -> str | None:
        last, remaining = self._pass, self._remaining
        self._pass, self._remaining, self._has_late_checks = started, started.items, False
        if last is None or remaining <= 0 or self._is_reported:
            return None
        self._is_reported = True
        seconds = started.at - last.at
        return unfinished_pass(last.pass_number, remaining, last.items, seconds, last.language)


def _is_late(result: CheckResult) -> bool:
    return isinstance(result.error, CheckSkippedError) and result.error.reason in LATE
