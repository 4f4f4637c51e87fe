"""asyncio's lock with its owner, which asyncio itself does not record."""

import asyncio
from typing import Any

__all__ = ["OwnedLock"]


class OwnedLock(asyncio.Lock):
    """`asyncio.Lock`, and `owner`: the task that holds it, or None."""

    owner: "asyncio.Task[Any] | None" = None

    async def acquire(self) -> Any:
        await super().acquire()
        self.owner = asyncio.current_task()
        return True

    def release(self) -> None:
        super().release()
        self.owner = None
