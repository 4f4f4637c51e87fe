"""asyncio with the sleep that everybody knows.

Mistake: time.sleep() blocks the event loop until the next tick, and stop() with it.
Fails: stop-prompt
May fail: all
"""

import asyncio
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = {}
        self.running = False
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.running = True
        self.main = asyncio.create_task(self.loop())

    async def loop(self):
        due = time.monotonic()
        while self.running:
            for item in self.items:
                if item.id not in self.tasks or self.tasks[item.id].done():
                    self.tasks[item.id] = asyncio.create_task(self.check(item))
            await asyncio.sleep(0)
            while due <= time.monotonic():
                due += self.interval
            time.sleep(due - time.monotonic())  # noqa: ASYNC251
        for task in self.tasks.values():
            task.cancel()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")

    async def stop(self):
        self.running = False
        if self.main:
            await asyncio.wait([self.main])
