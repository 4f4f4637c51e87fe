"""async and await everywhere, so it must be concurrent.

Mistake: each check is awaited before the next one begins.
Fails: parallel
May fail: repeats, adds-live, no-lost-add, no-overlap
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.task = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.task = asyncio.create_task(self.loop())

    async def loop(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in list(self.items):
                await self.check(item)
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")

    async def stop(self):
        if self.task is None or self.over:
            return
        self.over = True
        self.task.cancel()
        await asyncio.wait([self.task])
        print("Проверки остановлены")
