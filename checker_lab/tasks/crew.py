"""The crew of an AsyncChecker: a task for each check."""

import asyncio

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.examine import REMOVED, examine_async
from checker_lab.core.mail import CheckReturned, CheckStarted, Mailbox

__all__ = ["TaskCrew"]

TURNS = 16
"""Turns of the event loop that a cancelled task gets to end in."""


class TaskCrew:
    """Tasks that run one check each, and report to the owner's mailbox.

    One crew lasts as long as its checker, while owners come and go: the event loop holds its tasks
    weakly, and an abandoned task outlives the owner that started it.
    """

    def __init__(self, mailbox: Mailbox, clock: Clock) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._running: dict[Check, asyncio.Task[None]] = {}

    def start(self, checks: list[Check], workers: int) -> list[Check]:
        """Start a task for each of `checks`. A task costs little: all of them find one."""
        for check in checks:
            task = asyncio.get_running_loop().create_task(self._work_on(check))
            if not task.done():  # an eager task may have ended already
                self._running[check] = task
        return []

    async def cancel(self, checks: list[Check]) -> list[Check]:
        """Cancel `checks` and let them end; return those that swallow their cancellation."""
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
        """Nothing to wait for: every task but the abandoned ones has ended."""

    def forget_all(self) -> None:
        """The owner died, and its event loop may be closed: no task reports any more."""
        self._running.clear()

    async def _work_on(self, check: Check) -> None:
        self._mailbox.send(CheckStarted(check, self._clock.now()))
        finding = REMOVED if check.entry.removed else await examine_async(check.item)
        self._running.pop(check, None)
        self._mailbox.send(CheckReturned(check, self._clock.now(), finding))
