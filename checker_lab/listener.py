"""The listener: hands events to `on_event`, and survives what that raises."""

import sys
import threading
from collections.abc import Callable, Iterable

from checker_lab.messages import listener_failed
from checker_lab.model import Event, Language

__all__ = ["Listener"]


class Listener:
    """Calls `on_event` for the owner; the first thing that it raises is reported, once."""

    def __init__(self, on_event: Callable[[Event], object], language: Language) -> None:
        self.language = language
        self._on_event = on_event
        self._has_failed = False

    def tell(self, events: Iterable[Event]) -> None:
        """Hand over the events, one at a time."""
        on_event = self._on_event
        for event in events:
            try:
                on_event(event)
            except BaseException as error:
                if _is_ctrl_c(error):
                    raise
                self._report(error)

    def _report(self, error: BaseException) -> None:
        if self._has_failed:
            return
        self._has_failed = True
        try:
            print(listener_failed(error, self.language), file=sys.stderr, flush=True)
        except (OSError, ValueError):
            pass  # there is no stderr to tell it to


def _is_ctrl_c(error: BaseException) -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and isinstance(error, KeyboardInterrupt)
