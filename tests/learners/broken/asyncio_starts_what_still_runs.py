"""A task for each item at each tick, kept in a set.

Mistake: nothing asks whether the item's last check is done.
Fails: no-overlap
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = set()
        self.main = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                task = asyncio.create_task(self.check(item))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
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
        if self.main is None or self.over:
            return
        self.over = True
        tasks = [self.main, *self.tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
