"""What both checkers share: everything except how a thread or a task is started and waited for.

It posts mail to the owner. While there is no owner, it handles the mail itself, and starts an owner
as soon as there is work. It must not know whether the owner is a thread or a task.
"""

from collections.abc import Callable, Iterable
from typing import ClassVar, Generic, TypeVar, cast

from checker_lab.core.clock import Clock
from checker_lab.core.context import Context
from checker_lab.core.engine import Engine
from checker_lab.core.errors import AlreadyRunningError
from checker_lab.core.events import Event
from checker_lab.core.forks import survive_forks
from checker_lab.core.guarded import Guarded
from checker_lab.core.health import AsyncCheckable, Checkable
from checker_lab.core.language import Language
from checker_lab.core.listeners import Listeners
from checker_lab.core.mail import AddItem, Mail, Mailbox, Pace, RemoveItem, Start, Stop
from checker_lab.core.owner import BaseOwner, CheckerState, Shared
from checker_lab.core.registry import Entry, Registry
from checker_lab.core.results import StopReport
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import check_item, check_listener, check_seconds

__all__ = ["BaseChecker"]

Item = TypeVar("Item", bound=Checkable | AsyncCheckable)
Owner = TypeVar("Owner", bound=BaseOwner)


class BaseChecker(Generic[Item, Owner]):
    """The part of a checker that is the same in threads and in tasks.

    Args:
        engine: makes the decisions.
        mailbox: carries messages to the owner.
        registry: holds the items.
        clock: measures the seconds.
        on_event: the first listener.
        items: the first items.
    """

    is_async: ClassVar[bool]
    """Whether its items have an `async def health()`."""

    def __init__(
        self,
        engine: Engine,
        mailbox: Mailbox,
        registry: Registry[Entry],
        clock: Clock,
        on_event: Callable[[Event], object],
        items: Iterable[Item] = (),
    ) -> None:
        check_listener(on_event)
        self._clock = clock
        self._mailbox = mailbox
        self._listeners = Listeners(on_event, engine.language)
        # The lock also guards the registry, since add(), remove() and snapshot() use it directly.
        pace = Pace(engine.interval, engine.timeout)
        self._guarded = Guarded(CheckerState(engine, registry, pace))
        self._lock = self._guarded.lock
        survive_forks(self)
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        """Add an item. Thread-safe.

        Its first check starts immediately if a run is between two passes, otherwise in the next
        pass.

        Raises:
            DuplicateItemError: an item with that id is registered.
            TypeError: it has no id or no health(), or its health() suits only the other checker.
            ValueError: its id is empty.
        """
        item_id = check_item(item, is_async=self.is_async)
        with self._lock:
            entry = self._state.registry.add(item_id, item)
            self._post(AddItem(entry))

    def remove(self, item_id: str) -> None:
        """Remove the item with this id; a check in flight still finishes. Thread-safe.

        Raises:
            UnknownItemError: no item with that id is registered.
        """
        with self._lock:
            entry = self._state.registry.remove(item_id)
            self._post(RemoveItem(entry))

    def run(self, context: Context | None = None) -> None:
        """Start a pass now and one every interval, in the background, and return immediately.

        Args:
            context: when it is done, for whatever reason, the run ends as if by `stop()`.

        Raises:
            AlreadyRunningError: the checks are running, or have not stopped completely.
            RuntimeError: no thread can be started, or no event loop is running (`AsyncChecker`).
        """
        with self._lock:
            self._owner_now()
            if self._state.is_run or self._state.is_ending:
                raise AlreadyRunningError("the checks are already running: call stop() first")
            owner = self._owner_now() or self._hire()
            self._mailbox.send(Start())
            self._state.is_run = True
            if context is not None:
                self._follow(context, owner)

    def snapshot(self) -> Snapshot:
        """Return everything the checker knows now, as an immutable value. Thread-safe."""
        with self._lock:
            self._settle()
            state, engine = self._state, self._state.engine
            abandoned = engine.abandoned_ids
            return Snapshot(
                running=state.is_run,
                pass_number=engine.pass_number,
                missed_passes=engine.missed_passes,
                items=state.registry.views(engine.started, set(abandoned)),
                abandoned=abandoned,
                in_flight=len(engine.in_flight),
                waiting=engine.waiting,
                at=self._clock.now(),
                interval=state.pace.interval,
                timeout=state.pace.timeout,
                language=engine.language,
                next_pass_at=engine.next_pass_at,
            )

    @property
    def language(self) -> Language:
        """The language of the printed lines, and of every view."""
        return self._listeners.language

    @property
    def running(self) -> bool:
        """Whether a run is in progress. Thread-safe, and cheaper than a snapshot."""
        with self._lock:
            self._owner_now()
            return self._state.is_run

    def listen(self, listener: Callable[[Event], object]) -> Callable[[], None]:
        """Call `listener` with every later event; return a function that unsubscribes it.

        Thread-safe. The owner calls `on_event` first and then the listeners, so a slow one
        delays the next pass: wrap it in `BufferedListener`.
        An event that the owner is reporting while you unsubscribe may still reach the listener.

        Raises:
            TypeError: `listener` cannot be called, or is an `async def`.
        """
        check_listener(listener, "a listener")
        return self._listeners.add(listener)

    @property
    def interval(self) -> float:
        """Seconds from the start of one pass to the start of the next.

        You can set it at any time, from any thread: the next pass starts that long after the last
        one, or immediately if that moment has passed.

        Raises:
            ValueError, TypeError: you set it to anything but a finite number above 0.
        """
        with self._lock:
            return self._state.pace.interval

    @interval.setter
    def interval(self, seconds: float) -> None:
        self._set_pace(interval=check_seconds("interval", seconds))

    @property
    def timeout(self) -> float | None:
        """Seconds that one check may take, or None for no limit.

        You can set it at any time, from any thread. It also applies to the checks in flight,
        counted from their start.

        Raises:
            ValueError, TypeError: you set it to anything but None or a finite number above 0.
        """
        with self._lock:
            return self._state.pace.timeout

    @timeout.setter
    def timeout(self, seconds: float | None) -> None:
        self._set_pace(timeout=None if seconds is None else check_seconds("timeout", seconds))

    def __str__(self) -> str:
        with self._lock:
            return "\n".join(self._state.registry)

    def __repr__(self) -> str:
        # Without snapshot(), which handles mail: a debugger that shows this must change nothing.
        with self._lock:
            state = self._state
            shown = "running" if state.is_run else "not running"
            items, number = len(state.registry), state.engine.pass_number
        return f"<{type(self).__name__} {shown}, {items} items, pass {number}>"

    def _repr_html_(self) -> str | None:
        return self.snapshot()._repr_html_()

    # Everything below needs the lock: without it, `_state` raises an error. Methods that are also
    # called without the lock take it themselves; it is reentrant.

    @property
    def _state(self) -> CheckerState:
        return self._guarded.value

    def _post(self, message: Mail) -> None:
        self._mailbox.send(message)
        self._settle()

    def _settle(self) -> Owner | None:
        """Return the owner. Without one, handle the mail here, and start an owner if needed."""
        if self._owner_now() is None:
            engine = self._state.engine
            engine.handle(self._mailbox.drain(), self._clock.now())
            if engine.has_work:
                self._hire()
        return self._owner_now()

    def _owner_now(self) -> Owner | None:
        owner = self._state.owner
        if owner is not None and not owner.is_alive:
            owner.bury()
        return cast("Owner | None", self._state.owner)

    def _hire(self) -> Owner:
        self._listeners.forgive()
        # Store the owner before it starts: after a Ctrl-C in between, the checker must know it.
        owner = self._state.owner = self._new_owner()
        try:
            owner.start()
        except RuntimeError:
            owner.bury()
            raise
        return owner

    def _new_owner(self) -> Owner:
        raise NotImplementedError

    @property
    def _shared(self) -> Shared:
        # Created each time: if stored, its `retire` would form a reference cycle with the checker.
        return Shared(self._guarded, self._mailbox, self._clock, self._listeners, self._retire)

    def _retire(self) -> None:
        """Take the engine back from an owner that has ended."""
        state = self._state
        state.owner, state.is_run, state.is_ending = None, False, False
        state.engine.end_run()
        self._settle()

    def _follow(self, context: Context, owner: BaseOwner) -> None:
        try:
            owner.forget_context = context.on_done(lambda: self._post_stop(owner, 0.0))
        except BaseException:  # no thread can be started for its timer: nothing would end this run
            self._post_stop(owner, 0.0)
            raise

    def _post_stop(self, owner: BaseOwner, grace: float) -> None:
        with self._lock:
            if self._state.owner is owner:  # a late stop must not end the next run
                self._state.is_ending = True
                self._mailbox.send(Stop(grace))

    def _set_pace(self, **changed: float | None) -> None:
        with self._lock:
            pace = self._state.pace._replace(**changed)  # type: ignore[arg-type]
            self._state.pace = pace
            self._post(pace)

    def _unfinished(self) -> StopReport:
        """Return the report of a stop that does not wait until the owner has ended."""
        with self._lock:
            engine = self._state.engine
            in_flight = (check.item_id for check in engine.in_flight)
            return StopReport(False, abandoned=(*engine.abandoned_ids, *in_flight))

    # Called by `survive_forks`

    def _renew_mailbox(self) -> None:
        """After a fork, in the child: keep the callers' mail, and drop that of the lost workers."""
        self._mailbox.renew_locks()
        for mail in self._mailbox.drain():
            if isinstance(mail, AddItem | RemoveItem | Pace):
                self._mailbox.send(mail)
