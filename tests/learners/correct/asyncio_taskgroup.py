"""One TaskGroup holds every check of the run, and nothing outlives it.

Style: asyncio.TaskGroup; each check is guarded, so that a panic does not cancel the group.
"""

import asyncio


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list = []
        self._checking: set[str] = set()
        self._main: asyncio.Task | None = None
        self._announced = False

    def add(self, item) -> None:
        self.items.append(item)

    def run(self) -> None:
        self._main = asyncio.create_task(self._passes())

    async def stop(self) -> None:
        if self._main is None or self._announced:
            return
        self._announced = True
        self._main.cancel()
        await asyncio.wait({self._main})
        print("Проверки остановлены")

    async def _passes(self) -> None:
        loop = asyncio.get_running_loop()
        start = loop.time()
        tick = 0
        async with asyncio.TaskGroup() as group:
            while True:
                for item in self.items:
                    if item.id not in self._checking:
                        self._checking.add(item.id)
                        group.create_task(self._check(item))
                tick = max(tick, int((loop.time() - start) / self.interval)) + 1
                await asyncio.sleep(start + tick * self.interval - loop.time())

    async def _check(self, item) -> None:
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            self._checking.discard(item.id)
