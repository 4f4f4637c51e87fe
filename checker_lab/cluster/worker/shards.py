"""The two checkers that shards are: those of the user, with an engine given.

Their registry stays empty: the client has the items, and the mail for the engine has their entries.
"""

from collections.abc import Callable

from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.events import Event
from checker_lab.core.guarded import Guarded
from checker_lab.core.mail import Mail
from checker_lab.core.owner import CheckerState
from checker_lab.core.registry import Registry
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.tasks.crew import TaskCrew
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.threads.mailbox import ThreadMailbox

__all__ = ["TaskShard", "ThreadShard"]


class ThreadShard(ThreadedChecker):
    """A shard in threads; mail for its engine goes to `mailbox`.

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
    def guarded(self) -> Guarded[CheckerState]:
        """The engine and who owns it, with the lock that guards them."""
        return self._guarded


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
        self._crew = TaskCrew(self.mailbox, clock)
        BaseChecker.__init__(self, engine, self.mailbox, Registry(), clock, on_event)

    @property
    def guarded(self) -> Guarded[CheckerState]:
        """As that of `ThreadShard`."""
        return self._guarded
