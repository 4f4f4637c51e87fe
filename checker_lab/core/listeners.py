"""Call each listener with every event, and survive whatever it raises."""

import sys
import threading
from collections.abc import Callable, Iterable

from checker_lab.core.events import Event
from checker_lab.core.language import Language
from checker_lab.core.lines import listener_failed, print_event, print_line

__all__ = ["Listeners", "report_failure", "wants_passes"]


class Listener:
    """One listener. Only its first error in a run is reported."""

    def __init__(self, call: Callable[[Event], object], *, is_on_event: bool = False) -> None:
        self.call = call
        self.is_on_event = is_on_event
        self.has_failed = False


class Listeners:
    """Calls `on_event` with each event, and then all other listeners."""

    def __init__(self, on_event: Callable[[Event], object], language: Language) -> None:
        self.language = language
        self._lock = threading.Lock()
        # The lock guards its replacement. A tuple, since the owner iterates without the lock.
        self._all: tuple[Listener, ...] = (Listener(on_event, is_on_event=True),)

    def add(self, hear: Callable[[Event], object]) -> Callable[[], None]:
        """Call `hear` with every event from now on; return a function that unsubscribes it."""
        listener = Listener(hear)
        with self._lock:
            self._all = (*self._all, listener)
        return lambda: self._remove(listener)

    @property
    def want_all(self) -> bool:
        """Whether any of them wants the events of checks that passed."""
        return any(wants_passes(listener.call) for listener in self._all)

    def forgive(self) -> None:
        """Report errors again, because a new run starts."""
        for listener in self._all:
            listener.has_failed = False

    def notify(self, events: Iterable[Event]) -> None:
        """Call all listeners with each event, one event at a time."""
        for event in events:
            for listener in self._all:
                try:
                    listener.call(event)
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
        report_failure(listener_failed(error, self.language, is_on_event=listener.is_on_event))


def report_failure(text: str) -> None:
    """Print that a listener has failed, on stderr."""
    try:
        if sys.stderr is not None:
            print_line(text, sys.stderr)
    except (OSError, ValueError):
        pass  # stderr is closed: there is nowhere left to report it


def wants_passes(call: Callable[[Event], object]) -> bool:
    """Whether a listener wants the events of checks that passed."""
    return call is not print_event and bool(getattr(call, "wants_passes", True))


def _is_ctrl_c(error: BaseException) -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    # Not isinstance(), which reads `error.__class__`: a property there may raise anything.
    return in_main and issubclass(type(error), KeyboardInterrupt)
