"""The two checkers that shards are: those of the user, with an engine and a mailbox given."""

import threading
from collections.abc import Callable

from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.events import Event
from checker_lab.core.mail import Mail
from checker_lab.core.registry import Registry
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.threads.mailbox import ThreadMailbox

__all__ = ["TaskShard", "ThreadShard"]


class ThreadShard(ThreadedChecker):
    """Its `lock` guards the engine; mail for it goes to `mailbox`, and its registry stays empty.

    Args:
        engine: decides.
        clock: of the engine.
        waiting: the clock of the mailbox.
        on_event: the only listener.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        waiting: Clock,
        on_event: Callable[[Event], object],
    ) -> None:
        self.mailbox: ThreadMailbox[Mail] = ThreadMailbox(clock=waiting)
        BaseChecker.__init__(self, engine, self.mailbox, Registry(), clock, on_event)

    @property
    def lock(self) -> threading.RLock:
        return self._lock


class TaskShard(AsyncChecker):
    """The same for tasks."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        waiting: Clock,
        on_event: Callable[[Event], object],
    ) -> None:
        self.mailbox: AsyncMailbox[Mail] = AsyncMailbox(waiting)
        self._tasks = {}
        BaseChecker.__init__(self, engine, self.mailbox, Registry(), clock, on_event)

    @property
    def lock(self) -> threading.RLock:
        return self._lock
