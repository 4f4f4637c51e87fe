"""Items that contain their answer, so that thousands can be sent."""

import asyncio
import threading

__all__ = ["AsyncPlain", "Held", "Plain", "Slow"]

GATE = threading.Event()
"""Never set on a worker, so a check that waits for it hangs until the worker ends."""


class Plain:
    def __init__(self, item_id: str, works: bool = True) -> None:
        self.id = item_id
        self.works = works

    def health(self) -> bool:
        return self.works


class AsyncPlain(Plain):
    async def health(self) -> bool:  # type: ignore[override]
        return self.works


class Slow(AsyncPlain):
    async def health(self) -> bool:  # type: ignore[override]
        await asyncio.sleep(2.0)
        return self.works


class Held(Plain):
    def health(self) -> bool:
        return GATE.wait(3600.0)
