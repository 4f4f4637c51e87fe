"""The owner task: it reads the mailbox, asks the engine what to do, and does it."""

import asyncio

from checker_lab.core.mail import Mail, Stop
from checker_lab.core.owner import BaseOwner, Shared
from checker_lab.tasks.crew import TaskCrew
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["TaskOwner"]


class TaskOwner(BaseOwner):
    """An owner in a task of `loop`."""

    cancels = True

    _mailbox: AsyncMailbox[Mail]
    _crew: TaskCrew

    def __init__(self, shared: Shared, crew: TaskCrew, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(shared)
        self._crew = crew
        self._task: asyncio.Task[None] | None = None
        self.loop = loop

    def start(self) -> None:
        self._task = self.loop.create_task(self._live(), name="checker_lab owner")

    @property
    def is_alive(self) -> bool:
        # If a loop is closed before its tasks have ended, they never end.
        has_ended = self._task is not None and self._task.done()
        return not (has_ended or self.loop.is_closed()) and super().is_alive

    @property
    def is_current(self) -> bool:
        """Whether it is the calling task."""
        return self._task is asyncio.current_task()

    async def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, but at most `timeout` seconds; return whether it has."""
        assert self._task is not None
        await asyncio.wait({self._task}, timeout=timeout)
        return self._task.done()

    async def _live(self) -> None:
        with self._on_duty():
            if self._task is None:
                # An eager task factory runs this within run(), which holds the lock: let it return.
                await asyncio.sleep(0)
            await self._own()

    async def _own(self) -> None:
        was_cancelled: asyncio.CancelledError | None = None
        while not self.is_over:
            try:
                await self._take_turn()
            except asyncio.CancelledError as error:
                # A loop that shuts down cancels all its tasks, this one too. Treat that as a stop,
                # ahead of the mail from the checks that were cancelled with this task.
                was_cancelled = error
                self._mailbox.send_first(Stop(0.0))
        if was_cancelled is not None:
            raise was_cancelled

    async def _take_turn(self) -> None:
        late = self._read_mail()
        # A task can be cancelled: only those that swallow their cancellation are abandoned.
        unstoppable = await self._crew.cancel(late)
        wake_at = self._carry_out(self._decide(unstoppable))
        if not self.is_over:
            await self._mailbox.wait(wake_at)
