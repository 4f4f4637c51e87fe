"""The checker in threads: an owner thread that reads one mailbox, and a thread for each check."""

import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.engine import Engine
from checker_lab.core.errors import ChannelClosedError, CheckerError, OwnerWaitsForItselfError
from checker_lab.core.events import Event
from checker_lab.core.health import Checkable
from checker_lab.core.lines import print_event
from checker_lab.core.mail import CheckNow
from checker_lab.core.registry import Registry
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.core.validate import check_wait
from checker_lab.threads.channel import Channel
from checker_lab.threads.mailbox import ThreadMailbox
from checker_lab.threads.owner import ThreadOwner

__all__ = ["ThreadedChecker"]

AHEAD = 256
"""Number of checks handed out in advance, so that no worker sleeps between two short checks."""


class ThreadedChecker(BaseChecker[Checkable, ThreadOwner]):
    """Checks items in the background, each check in a thread.

    Args:
        items: the first items: each a `Checkable`, with an `id` and a plain `health()`.
        interval: seconds from the start of one pass to the start of the next.
        timeout: seconds that one check may take, or None for no limit.
        max_concurrent: maximum number of checks in flight.
        max_abandoned: maximum number of abandoned checks whose threads are replaced.
        clock: measures the seconds.
        on_event: the owner calls it with every event, one at a time, so a slow one delays the next
            pass: wrap it in `BufferedListener`.
        language: language of the printed lines, "ru" or "en"; None for that of `set_language()`,
            and Russian without one.

    Raises:
        DuplicateItemError: two items have the same id.
        ValueError, TypeError: an argument is invalid; the message says what is allowed.
    """

    is_async = False

    def __init__(
        self,
        items: Iterable[Checkable] = (),
        *,
        interval: float = 5.0,
        timeout: float | None = None,
        max_concurrent: int = 32,
        max_abandoned: int = 32,
        clock: Clock = SYSTEM_CLOCK,
        on_event: Callable[[Event], object] = print_event,
        language: str | None = None,
    ) -> None:
        engine = Engine(
            interval=interval,
            timeout=timeout,
            max_concurrent=max_concurrent,
            max_abandoned=max_abandoned,
            ahead=AHEAD,
            language=language,
        )
        super().__init__(engine, ThreadMailbox(clock=clock), Registry(), clock, on_event, items)

    def stop(self, *, grace: float = 0.0, timeout: float | None = None) -> StopReport:
        """End the run: start no checks, give those in flight `grace` seconds, abandon the rest.

        Thread-safe and idempotent. It returns when the owner has ended and has printed
        `Проверки остановлены`, and never waits for a hung check.

        Args:
            grace: seconds on the checker's clock. Right after `run()` they are also for the first
                pass, as far as workers are free.
            timeout: real seconds to wait for the owner, which a slow listener may delay.

        Raises:
            ValueError, TypeError: `grace` or `timeout` is not a finite number of seconds.
        """
        check_wait(grace, "grace")
        if timeout is not None:
            timeout = min(check_wait(timeout), threading.TIMEOUT_MAX)
        with self._lock:
            owner = self._settle()
            if owner is None:
                return self._state.engine.report(cancels=False)
            self._post_stop(owner, grace)
        if owner.is_current:
            return self._unfinished()
        return owner.report if owner.wait(timeout) else self._unfinished()

    def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, now, with or without a run; return their results, in order.

        Raises:
            OwnerWaitsForItselfError: a listener called it.
            CheckerError: the owner died.
            RuntimeError: no thread can be started.
        """
        reply: Channel[tuple[CheckResult, ...]] = Channel(capacity=1)
        with self._lock:
            owner = self._owner_now()
            if owner is not None and owner.is_current:
                raise OwnerWaitsForItselfError(
                    "check() from on_event would wait for itself: call it from another thread"
                )
            self._post(CheckNow(reply))
            owner = self._owner_now()
        try:
            results = reply.receive()
        except ChannelClosedError:
            raise CheckerError("the owner of the checks died: see its traceback") from None
        with self._lock:
            has_retired = self._state.owner is not owner
        if owner is not None and has_retired:
            owner.wait()  # so that, without a run, no thread is left when this returns
        return results

    def __enter__(self) -> Self:
        self.run()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _new_owner(self) -> ThreadOwner:
        return ThreadOwner(self._shared)
