"""A task for each item, with an absolute time for each check.

Mistake: after a slow check, those of the ticks that have passed follow one after another.
Fails: no-overlap
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = None

    def add(self, item):
        self.items.append(item)
        if self.tasks is not None:
            self.tasks.append(asyncio.create_task(self.watch(item)))

    def run(self):
        self.tasks = [asyncio.create_task(self.watch(item)) for item in self.items]

    async def watch(self, item):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            await asyncio.sleep(due - now())
            try:
                await item.health()
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            due += self.interval

    async def stop(self):
        if self.tasks is None:
            return
        tasks, self.tasks = self.tasks, None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
