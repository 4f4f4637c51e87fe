"""The crew in tasks: a task for each check."""

import asyncio

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.examine import REMOVED, examine_async
from checker_lab.core.mail import CheckReturned, CheckStarted, Mailbox

__all__ = ["TaskCrew"]

TURNS = 16
"""Number of turns of the event loop in which a cancelled task may end."""


class TaskCrew:
    """Tasks that run one check each and report to the owner's mailbox.

    One crew serves all owners of its checker, since an abandoned task outlives the owner that
    started it: an event loop has only weak references to its tasks, so the crew must keep them.
    """

    def __init__(self, mailbox: Mailbox, clock: Clock) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._running: dict[Check, asyncio.Task[None]] = {}

    def start(self, checks: list[Check], workers: int) -> list[Check]:
        """Start a task for each of `checks`; return those that cannot be started: none."""
        for check in checks:
            task = asyncio.get_running_loop().create_task(self._work_on(check))
            if not task.done():  # with an eager task factory it may have ended already
                self._running[check] = task
        return []

    async def cancel(self, checks: list[Check]) -> list[Check]:
        """Cancel `checks` and let them end; return those that swallow their cancellation.

        A thread cannot be cancelled, so its twin is `ThreadCrew.abandon()`.
        """
        tasks = {check: self._running[check] for check in checks if check in self._running}
        for task in tasks.values():
            task.cancel()
        for _ in range(TURNS):
            if all(task.done() for task in tasks.values()):
                break
            await asyncio.sleep(0)
        return [check for check, task in tasks.items() if not task.done()]

    def take_back(self) -> list[Check]:
        """Take back the checks whose tasks were cancelled before their first step."""
        never_started = [check for check, task in self._running.items() if task.done()]
        for check in never_started:
            del self._running[check]
        return never_started

    def dismiss(self) -> None:
        """Do nothing: all tasks have ended except those of abandoned checks."""

    def forget_all(self) -> None:
        """Drop the checks in flight, because the owner died; its event loop may be closed."""
        self._running.clear()

    async def _work_on(self, check: Check) -> None:
        self._mailbox.send(CheckStarted(check, self._clock.now()))
        finding = REMOVED if check.entry.removed else await examine_async(check.item)
        self._running.pop(check, None)
        self._mailbox.send(CheckReturned(check, self._clock.now(), finding))
