"""Which overruns are news: the first of a series, since passes that overrun do so for hours."""

from checker_lab.core.errors import CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event, PassEnded, PassStarted
from checker_lab.core.results import CheckResult
from checker_lab.view.overruns import Overruns

__all__ = ["OverrunNews"]

LATE = {SkipReason.STILL_RUNNING, SkipReason.STILL_WAITING}


class OverrunNews:
    """Takes in all events, and reports the first overrun of a series.

    A series ends with a pass that finishes in time and skips no item for being late.
    """

    def __init__(self) -> None:
        self._overruns = Overruns()
        self._has_late_checks = False
        self._is_reported = False

    def line(self, event: Event) -> str | None:
        """Return the line about an overrun, or None if the event reveals no new one."""
        overrun = self._overruns.hear(event)
        match event:
            case PassStarted():
                self._has_late_checks = False
            case CheckEnded(result):
                self._has_late_checks |= _is_late(result)
            case PassEnded():
                self._is_reported &= self._has_late_checks
        if not overrun or self._is_reported:
            return None
        self._is_reported = True
        return overrun


def _is_late(result: CheckResult) -> bool:
    return isinstance(result.error, CheckSkippedError) and result.error.reason in LATE
