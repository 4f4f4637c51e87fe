"""A pass, then a sleep of one interval.

Mistake: the time that the checks take is added to each interval, so the passes drift.
Fails: repeats
May fail: no-overlap
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.running = {}
        self.main = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        while True:
            for item in self.items:
                if item.id not in self.running:
                    self.running[item.id] = asyncio.create_task(self.check(item))
            if self.running:
                await asyncio.wait(self.running.values(), timeout=self.interval)
            await asyncio.sleep(self.interval)

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            del self.running[item.id]

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        tasks = [self.main, *self.running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
