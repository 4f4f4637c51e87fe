"""A task for each check.

Mistake: health() is called without await, so no check ever runs.
Fails: first-pass
May fail: all
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = {}
        self.owner = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.owner = asyncio.create_task(self.loop())

    async def loop(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                if item.id not in self.busy:
                    self.busy[item.id] = asyncio.create_task(self.check(item))
            due += self.interval
            await asyncio.sleep(max(0, due - now()))

    async def check(self, item):
        try:
            item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(item.id, repr(error))
        finally:
            del self.busy[item.id]

    async def stop(self):
        if self.owner is None:
            return
        owner, self.owner = self.owner, None
        tasks = [owner, *self.busy.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
