"""Checks put their results into a queue, and one task prints them.

Style: producers and a consumer with asyncio.Queue; the consumer prints the last line as well.
"""

import asyncio


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list = []
        self.results: asyncio.Queue = asyncio.Queue()
        self.checks: dict[str, asyncio.Task] = {}
        self.producer: asyncio.Task | None = None
        self.consumer: asyncio.Task | None = None

    def add(self, item) -> None:
        self.items.append(item)

    def run(self) -> None:
        self.producer = asyncio.create_task(self.produce())
        self.consumer = asyncio.create_task(self.consume())

    async def stop(self) -> None:
        if self.producer is None or self.producer.done():
            return
        for task in (self.producer, *self.checks.values()):
            task.cancel()
        await asyncio.wait([self.producer, *self.checks.values()])
        self.results.put_nowait(None)
        await self.consumer

    async def produce(self) -> None:
        clock = asyncio.get_running_loop().time
        start, tick = clock(), 0
        while True:
            for item in self.items:
                if item.id not in self.checks:
                    task = asyncio.create_task(self.check(item))
                    self.checks[item.id] = task
            tick = max(tick, int((clock() - start) / self.interval)) + 1
            await asyncio.sleep(start + tick * self.interval - clock())

    async def check(self, item) -> None:
        try:
            self.results.put_nowait((item.id, await item.health()))
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.results.put_nowait((item.id, error))
        finally:
            self.checks.pop(item.id, None)

    async def consume(self) -> None:
        while (result := await self.results.get()) is not None:
            name, outcome = result
            if outcome is not True:
                print(f"{name}: {outcome!r}")
        print("Проверки остановлены")
