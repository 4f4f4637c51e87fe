"""A loop of passes with a pause at its end.

Mistake: it calls asyncio.sleep() without `await`, so it runs in circles and no task gets a turn.
Fails: first-pass
May fail: all
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.stopped = False

    async def add(self, item):
        self.items[item.id] = item

    async def run(self):
        self.task = asyncio.create_task(self.loop())

    async def loop(self):
        while not self.stopped:
            for item in self.items.values():
                self.last = asyncio.create_task(self.check(item))
            asyncio.sleep(self.interval)
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except Exception as error:
            print(item.id, error)

    async def stop(self):
        self.stopped = True
        await self.task
