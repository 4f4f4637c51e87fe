"""A pass is a gather(), and then comes the next one.

Mistake: the pass ends with its slowest check, and one that hangs holds up all the others.
Fails: repeats
May fail: no-overlap, adds-live, no-lost-add
"""

import asyncio


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list = []
        self.task: asyncio.Task | None = None
        self.stopped = False

    def add(self, item) -> None:
        self.items.append(item)

    def run(self) -> None:
        self.task = asyncio.create_task(self.loop())

    async def loop(self) -> None:
        clock = asyncio.get_running_loop().time
        begin = clock()
        n = 0
        while True:
            await asyncio.gather(*(self.check(item) for item in self.items))
            n = max(n, int((clock() - begin) / self.interval)) + 1
            await asyncio.sleep(begin + n * self.interval - clock())

    async def check(self, item) -> None:
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"Паника {item.id}: {error}")

    async def stop(self) -> None:
        if self.task is None or self.stopped:
            return
        self.stopped = True
        self.task.cancel()
        await asyncio.wait({self.task})
        print("Проверки остановлены")
