"""Go's context: a tree of cancellation, for threads and tasks."""

import threading
from collections.abc import Callable
from typing import Protocol

from checker_lab.core.clock import SYSTEM_CLOCK, Clock, is_due
from checker_lab.core.validate import check_wait

__all__ = ["CANCELED", "DEADLINE_EXCEEDED", "Context"]

CANCELED = "context canceled"
DEADLINE_EXCEEDED = "context deadline exceeded"

Callback = Callable[[], object]


class Forget(Protocol):
    """Removes a callback. Calling it twice, or too late, does nothing."""

    def __call__(self) -> None: ...


class Context:
    """A cancellation signal: cancel it, and everything derived from it is cancelled too.

    Create a root with `Context.background()`, and derive children with `with_cancel()` and
    `with_timeout()`. A child is done when its parent is; cancelling a child does not affect its
    parent. All methods are thread-safe. Source: Go's package `context`.
    """

    def __init__(
        self, parent: "Context | None" = None, seconds: float | None = None, *, clock: Clock
    ) -> None:
        self._parent = parent
        self._clock = clock
        self._deadline = None if seconds is None else clock.now() + seconds
        # The lock of `_changed` guards everything below. Lock order: first the child's, then its
        # parent's. No callback is called while it is held.
        self._changed = threading.Condition(threading.RLock())
        self._reason: str | None = None
        self._callbacks: dict[object, Callback] = {}
        self._listening = False
        self._links: list[Callback] = []

    @classmethod
    def background(cls, *, clock: Clock = SYSTEM_CLOCK) -> "Context":
        """Return a root: only its own `cancel()` cancels it. Go: `context.Background()`."""
        return cls(clock=clock)

    def with_cancel(self) -> "Context":
        """Return a child with its own `cancel()`. Go: `context.WithCancel(parent)`."""
        return Context(self, clock=self._clock)

    def with_timeout(self, seconds: float) -> "Context":
        """Return a child that is cancelled after `seconds`. Go: `context.WithTimeout(parent, d)`.

        Raises:
            ValueError: `seconds` is negative or not finite.
            TypeError: `seconds` is not a number.
        """
        return Context(self, check_wait(seconds, "seconds"), clock=self._clock)

    def cancel(self, reason: str = "") -> None:
        """Cancel it and its children; the first reason stays. Callbacks run in this thread.

        Raises:
            ExceptionGroup: some callbacks raised errors; all of them were called.
        """
        self._finish(reason or CANCELED)

    @property
    def done(self) -> bool:
        """Whether it was cancelled, by itself, its parent or its timeout. Go: `<-ctx.Done()`."""
        return self.reason is not None

    @property
    def reason(self) -> str | None:
        """Why it was cancelled, or None if it was not. Go: `context.Cause(ctx)`."""
        with self._changed:
            if self._reason is None:
                self._reason = self._reason_from_outside()
            return self._reason

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is cancelled, but at most `timeout` seconds, and return `done`.

        It blocks the thread. In a task, let a callback of `on_done()` wake the task instead.

        Raises:
            ValueError: `timeout` is negative or not finite.
            TypeError: `timeout` is not a number.
        """
        deadline = None if timeout is None else self._clock.now() + check_wait(timeout)
        forget = self.on_done(self._wake)
        try:
            with self._changed:
                while not self.done and not self._is_over(deadline):
                    self._clock.wait(self._changed, deadline)
                return self.done
        finally:
            forget()

    def on_done(self, callback: Callback) -> Forget:
        """Call `callback` once on cancellation; return a function that unsubscribes it.

        If the context is done already, call it immediately. The callback runs in the thread that
        cancels, or in a timer's, so it must be short and must not block. Go: `context.AfterFunc`.

        Raises:
            RuntimeError: no thread can be started for the timer.
        """
        key = object()
        with self._changed:
            self._callbacks[key] = callback
            is_first, self._listening = not self._listening, True
        if is_first:
            self._listen_for(key)
        if self.done:
            self._finish(CANCELED)
        return lambda: self._forget(key)

    def __repr__(self) -> str:
        return f"<Context {self.reason or 'not done'}>"

    def _reason_from_outside(self) -> str | None:
        if self._parent is not None and self._parent.done:
            return self._parent.reason
        if self._deadline is not None and is_due(self._deadline, self._clock.now()):
            return DEADLINE_EXCEEDED
        return None

    # A context subscribes to its parent only while it has subscribers itself, so a long-lived
    # parent does not keep unused children alive. Without subscribers, `reason` asks the parent.

    def _listen_for(self, key: object) -> None:
        try:
            self._listen()
        except BaseException:  # no thread can be started for the timer
            self._forget(key)
            self._stop_listening()
            raise

    def _listen(self) -> None:
        links: list[Callback] = []
        if self._deadline is not None:  # first, since it may fail
            links.append(self._clock.call_at(self._deadline, self._finish_from_outside).cancel)
        if self._parent is not None:
            links.append(self._parent.on_done(self._finish_from_outside))
        with self._changed:
            self._links += links
        if self.done:
            self._stop_listening()

    def _stop_listening(self) -> None:
        with self._changed:
            links, self._links, self._listening = self._links, [], False
        for unlink in links:
            unlink()

    def _forget(self, key: object) -> None:
        with self._changed:
            self._callbacks.pop(key, None)
            has_none = not self._callbacks
        if has_none:
            self._stop_listening()

    def _is_over(self, deadline: float | None) -> bool:
        return deadline is not None and is_due(deadline, self._clock.now())

    def _finish_from_outside(self) -> None:
        self._finish(DEADLINE_EXCEEDED)

    def _finish(self, reason: str) -> None:
        with self._changed:
            self._reason = self.reason or reason
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
            self._changed.notify_all()
        self._stop_listening()
        _call_all(callbacks)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _call_all(callbacks: list[Callback]) -> None:
    errors: list[Exception] = []
    for callback in callbacks:
        try:
            callback()
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("callbacks of a cancelled context raised", errors)
