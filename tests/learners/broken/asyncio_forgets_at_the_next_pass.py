"""A pass first clears away what the last one has left.

Mistake: a check that is done is only forgotten in the next pass, which then leaves its item out.
Fails: repeats
May fail: adds-live, no-overlap, no-lost-add
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def stop(self):
        if self.main is None:
            return
        main, self.main = self.main, None
        tasks = [main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            self.start_pass()
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    def start_pass(self):
        done = [item_id for item_id, task in self.checks.items() if task.done()]
        for item in self.items:
            if item.id not in self.checks:
                self.checks[item.id] = asyncio.create_task(self.check(item))
        for item_id in done:
            del self.checks[item_id]

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
