"""A pass is a gather of its checks.

Mistake: the loop awaits the checks of a pass, which only delays the next pass if one is long.
Fails: repeats
May fail: no-overlap, adds-live, no-lost-add
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.main = None

    def add(self, item):
        self.items[item.id] = item

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        try:
            while True:
                await asyncio.gather(*[self.check(item) for item in self.items.values()])
                due = max(due + self.interval, loop.time())
                await asyncio.sleep(due - loop.time())
        finally:
            print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    async def stop(self):
        if self.main is None:
            return
        main, self.main = self.main, None
        main.cancel()
        await asyncio.wait([main])
