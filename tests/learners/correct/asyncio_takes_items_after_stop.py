"""A task for each item; what is added after stop() is checked, about which nothing is said.

Style: stop() ends the tasks that are there, and forgets that it was called.
"""

import asyncio
import math


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = []
        self.begin = None

    def add(self, item):
        if self.begin is None:
            self.items.append(item)
        else:
            tick = math.floor((self.now() - self.begin) / self.interval) + 1
            self.tasks.append(asyncio.create_task(self.watch(item, tick)))

    def now(self):
        return asyncio.get_running_loop().time()

    def run(self):
        self.begin = self.now()
        self.tasks = [asyncio.create_task(self.watch(item, 0)) for item in self.items]
        self.is_on = True

    async def watch(self, item, tick):
        while True:
            await asyncio.sleep(max(0, self.begin + tick * self.interval - self.now()))
            try:
                await item.health()
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            tick = max(tick + 1, math.floor((self.now() - self.begin) / self.interval) + 1)

    async def stop(self):
        was_on, self.is_on = self.is_on, False
        tasks, self.tasks = self.tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if was_on:
            print("Проверки остановлены")
