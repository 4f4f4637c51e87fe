"""Sleep and check, sleep and check.

Mistake: the first pass comes only after an interval.
Fails: first-pass
May fail: all
"""

import asyncio
import contextlib


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list = []
        self.tasks: dict[str, asyncio.Task] = {}
        self.main: asyncio.Task | None = None
        self.announced = False

    def add(self, item) -> None:
        self.items.append(item)

    def run(self) -> None:
        self.main = asyncio.create_task(self.loop())

    async def loop(self) -> None:
        clock = asyncio.get_running_loop().time
        due = clock()
        while True:
            while due <= clock():
                due += self.interval
            await asyncio.sleep(due - clock())
            for item in self.items:
                if item.id not in self.tasks or self.tasks[item.id].done():
                    self.tasks[item.id] = asyncio.create_task(self.check(item))

    async def check(self, item) -> None:
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    async def stop(self) -> None:
        if self.main is None or self.announced:
            return
        self.announced = True
        for task in (self.main, *self.tasks.values()):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        print("Проверки остановлены")
