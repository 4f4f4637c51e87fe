"""What both checkers offer to those who watch them: to listen, to change the pace, to look."""

import threading
from collections.abc import Callable
from typing import Protocol

from checker_lab.core.events import Event
from checker_lab.core.listeners import Listeners
from checker_lab.core.mail import Mail, Pace
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import check_listener, check_seconds

__all__ = ["BaseChecker"]


class _Owner(Protocol):
    is_run: bool


class BaseChecker:
    """The part of a checker that has nothing to do with threads or tasks."""

    _lock: threading.RLock
    _listeners: Listeners
    _pace: Pace

    def snapshot(self) -> Snapshot:
        """What is known at this moment."""
        raise NotImplementedError

    @property
    def running(self) -> bool:
        """Whether a run is in progress, without the cost of a snapshot. Any thread may ask."""
        with self._lock:
            owner = self._owner_now()
            return owner is not None and owner.is_run

    def _post(self, message: Mail) -> None:
        raise NotImplementedError

    def _owner_now(self) -> _Owner | None:
        raise NotImplementedError

    def listen(self, listener: Callable[[Event], object]) -> Callable[[], None]:
        """Call `listener` with each event to come, after `on_event`; return what undoes this.

        Any thread may call it. The listener runs in the owner, so it must not keep it waiting; an
        event that is being told at the moment when it is undone may still reach it.

        Raises:
            TypeError: `listener` is no plain function of one event.
        """
        check_listener(listener, "a listener")
        return self._listeners.add(listener)

    @property
    def interval(self) -> float:
        """Seconds from the beginning of one pass to that of the next.

        Any thread may set it, at any time: the next pass begins so long after the last one, or at
        once when that is past.

        Raises:
            ValueError, TypeError: it is set to what is no finite number above 0.
        """
        return self._pace.interval

    @interval.setter
    def interval(self, seconds: float) -> None:
        self._set_pace(interval=check_seconds("interval", seconds))

    @property
    def timeout(self) -> float | None:
        """Seconds that one check may take; None for as long as it takes.

        Any thread may set it, at any time: it holds for the checks under way too, from their
        beginning.

        Raises:
            ValueError, TypeError: it is set to what is neither None nor a finite number above 0.
        """
        return self._pace.timeout

    @timeout.setter
    def timeout(self, seconds: float | None) -> None:
        self._set_pace(timeout=None if seconds is None else check_seconds("timeout", seconds))

    def _set_pace(self, **changed: float | None) -> None:
        with self._lock:
            self._pace = self._pace._replace(**changed)  # type: ignore[arg-type]
            self._post(self._pace)

    def _repr_html_(self) -> str:
        return self.snapshot()._repr_html_()
