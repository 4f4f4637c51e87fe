"""An event loop in a thread of its own, for the tasks of shards.

They must not run in the event loop of the worker, which a check that blocks would keep from sending
heartbeats.
"""

import asyncio
import threading

__all__ = ["LoopThread"]

LAST_WAIT = 1.0
"""Seconds that the tasks get to end in."""


class LoopThread:
    """A running event loop; any thread may call its methods."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="checker_lab loop", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the loop once the tasks in it have ended, and wait for nothing."""
        self.loop.call_soon_threadsafe(self.loop.stop)

    def join(self) -> None:
        """Wait until it has stopped, but not for a task that blocks it."""
        self._thread.join(2 * LAST_WAIT)

    def _run(self) -> None:
        self.loop.run_forever()
        self.loop.run_until_complete(self._end_tasks())
        self.loop.close()

    async def _end_tasks(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_WAIT)
