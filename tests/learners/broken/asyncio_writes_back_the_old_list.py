"""After each pass the results are sorted: the failed items come first.

Mistake: the pass reads the list, awaits, and writes it back; what was added meanwhile is lost.
Fails: no-lost-add
May fail: repeats, adds-live
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.healthy = {}
        self.checks = {}
        self.main = None
        self.closed = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            items = list(self.items)
            for item in items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            # Most checks are done by then, so that the order is fresh.
            await asyncio.sleep(self.interval / 2)
            self.items = sorted(items, key=lambda item: self.healthy.get(item.id, False))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            self.healthy[item.id] = await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.healthy[item.id] = False
            print(f"{item.id}: {error}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self):
        if self.main is None or self.closed:
            return
        self.closed = True
        tasks = [self.main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
