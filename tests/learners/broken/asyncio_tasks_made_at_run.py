"""A task for each item.

Mistake: run() makes the tasks, and add() only appends, so a later item has no task.
Fails: adds-live
May fail: no-lost-add
"""

import asyncio
import time


class Checker:
    def __init__(self, interval: float):
        self.interval = interval
        self.items = []
        self.tasks = []
        self.said = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        begin = time.monotonic()
        self.tasks = [asyncio.create_task(self.watch(item, begin)) for item in self.items]

    async def watch(self, item, begin):
        n = 0
        while True:
            try:
                await item.health()
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                print(f"{item.id}: {error}")
            n = max(n, int((time.monotonic() - begin) / self.interval)) + 1
            await asyncio.sleep(begin + n * self.interval - time.monotonic())

    async def stop(self):
        if self.said:
            return
        self.said = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        print("Проверки остановлены")
