"""The answers are counted.

Mistake: an answer that is neither True nor False ends the item's checks.
Fails: repeats
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
        self.counts = {True: 0, False: 0}
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
        for item in self.items:
            if item.id not in self.checks:
                self.checks[item.id] = asyncio.create_task(self.check(item))

    async def check(self, item):
        try:
            answer = await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
            answer = False
        self.counts[answer] += 1
        del self.checks[item.id]
