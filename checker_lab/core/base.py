"""What both checkers offer to those who watch them: to listen, to change the pace, to look."""

import threading
from collections.abc import Callable

from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.events import Event
from checker_lab.core.forks import survive_forks
from checker_lab.core.listeners import Listeners
from checker_lab.core.mail import Mail, Mailbox, Pace
from checker_lab.core.registry import Entry, Registry
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import check_listener, check_seconds

__all__ = ["BaseChecker"]


class BaseChecker:
    """The part of a checker that has nothing to do with threads or tasks.

    Args:
        engine: decides.
        mailbox: takes all that the owner is to know.
        registry: holds the items.
        clock: whose seconds the engine gets.
        on_event: the first listener.
    """

    def __init__(
        self,
        engine: Engine,
        mailbox: Mailbox,
        registry: Registry[Entry],
        clock: Clock,
        on_event: Callable[[Event], object],
    ) -> None:
        check_listener(on_event)
        self._engine = engine
        self._mailbox = mailbox
        self._registry = registry
        self._clock = clock
        self._listeners = Listeners(on_event, engine.language)
        self._pace = Pace(engine.interval, engine.timeout)
        # Guards who owns the engine, what the owner does to it, and the registry: those who add,
        # remove and look want their answer now, and not when the owner comes to it.
        self._lock = threading.RLock()
        survive_forks(self)

    def snapshot(self) -> Snapshot:
        """What is known at this moment."""
        raise NotImplementedError

    def _post(self, message: Mail) -> None:
        raise NotImplementedError

    def _renew_mailbox(self) -> None:
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
