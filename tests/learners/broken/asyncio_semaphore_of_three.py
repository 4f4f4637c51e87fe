"""Not too many requests at once.

Mistake: a semaphore lets three checks run at once, so twenty slow ones take seven times as long.
Fails: parallel
May fail: repeats, adds-live, no-lost-add, no-overlap
"""

import asyncio


class PoliteChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.limit = asyncio.Semaphore(3)
        self.checks = {}
        self.main = None
        self.stopped = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        clock = asyncio.get_running_loop().time
        begin, n = clock(), 0
        while True:
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            n = max(n, int((clock() - begin) / self.interval)) + 1
            await asyncio.sleep(begin + n * self.interval - clock())

    async def check(self, item):
        try:
            async with self.limit:
                await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self):
        if self.main is None or self.stopped:
            return
        self.stopped = True
        tasks = [self.main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        print("Проверки остановлены")
