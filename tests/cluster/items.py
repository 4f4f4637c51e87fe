"""Items that contain their answer, so that thousands can be sent."""

import asyncio
import threading
from pathlib import Path

__all__ = ["AsyncPlain", "Gated", "Held", "Plain"]

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


class Gated(AsyncPlain):
    """Its checks last until a file exists, which all workers on this machine see."""

    def __init__(self, item_id: str, gate: Path) -> None:
        super().__init__(item_id)
        self.gate = str(gate)

    async def health(self) -> bool:  # type: ignore[override]
        # Another process opens the gate, so there is no event to wait for.
        while not Path(self.gate).exists():  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.2)
        return self.works


class Held(Plain):
    def health(self) -> bool:
        return GATE.wait(3600.0)
