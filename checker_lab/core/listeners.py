"""The listeners: they hear each event from the owner, who survives what they raise."""

import sys
import threading
from collections.abc import Callable, Iterable

from checker_lab.core.events import Event
from checker_lab.core.language import Language
from checker_lab.core.lines import listener_failed, print_event

__all__ = ["Listeners"]


class Listener:
    """One listener; the first thing that it raises is reported, once."""

    def __init__(self, hear: Callable[[Event], object], *, is_on_event: bool = False) -> None:
        self.hear = hear
        self.is_on_event = is_on_event
        self.has_failed = False


class Listeners:
    """Hands events to `on_event`, and then to all who listen besides."""

    def __init__(self, on_event: Callable[[Event], object], language: Language) -> None:
        self.language = language
        self._lock = threading.Lock()
        # Never changed, only replaced: the owner may be on its way through the old one.
        self._all: tuple[Listener, ...] = (Listener(on_event, is_on_event=True),)

    def add(self, hear: Callable[[Event], object]) -> Callable[[], None]:
        """Let `hear` hear what is told from now on; return what undoes this."""
        listener = Listener(hear)
        with self._lock:
            self._all = (*self._all, listener)
        return lambda: self._remove(listener)

    @property
    def want_all(self) -> bool:
        """Does any of them do something with the event of a check that passed?"""
        return any(_wants_passes(listener.hear) for listener in self._all)

    def forgive(self) -> None:
        """Report again what fails: a new run has begun."""
        for listener in self._all:
            listener.has_failed = False

    def notify(self, events: Iterable[Event]) -> None:
        """Hand over the events, one at a time."""
        for event in events:
            for listener in self._all:
                try:
                    listener.hear(event)
                except BaseException as error:
                    if _is_ctrl_c(error):
                        raise
                    self._report(listener, error)

    def _remove(self, listener: Listener) -> None:
        with self._lock:
            self._all = tuple(each for each in self._all if each is not listener)

    def _report(self, listener: Listener, error: BaseException) -> None:
        if listener.has_failed:
            return
        listener.has_failed = True
        try:
            text = listener_failed(error, self.language, is_on_event=listener.is_on_event)
            print(text, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            pass  # there is no stderr to tell it to


def _wants_passes(hear: Callable[[Event], object]) -> bool:
    return hear is not print_event and bool(getattr(hear, "wants_passes", True))


def _is_ctrl_c(error: BaseException) -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    # isinstance() would ask the error itself, which may raise.
    return in_main and issubclass(type(error), KeyboardInterrupt)
