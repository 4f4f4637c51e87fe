"""A task for each item that lives as long as the checker runs.

Style: one long-lived task per item, all on one grid; stop() cancels and gathers them.
"""

import asyncio
import time
import traceback


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = []
        self.t0 = None
        self.over = False

    def add(self, item):
        self.items.append(item)
        if self.t0 is not None and not self.over:
            first = int((time.perf_counter() - self.t0) / self.interval) + 1
            self.tasks.append(asyncio.create_task(self.watch(item, first)))

    def run(self):
        self.t0 = time.perf_counter()
        self.tasks = [asyncio.create_task(self.watch(item, 0)) for item in self.items]

    async def stop(self):
        if self.t0 is None or self.over:
            return
        self.over = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        print("Проверки остановлены")

    async def watch(self, item, n):
        while True:
            await asyncio.sleep(self.t0 + n * self.interval - time.perf_counter())
            try:
                await item.health()
            except asyncio.CancelledError:
                raise
            except BaseException:
                print(f"--- {item.id} ---")
                traceback.print_exc()
            n = max(n, int((time.perf_counter() - self.t0) / self.interval)) + 1
