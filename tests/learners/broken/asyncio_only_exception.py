"""Each check has its `except Exception`.

Mistake: SystemExit is no Exception; it leaves the task and ends the event loop.
Fails: recovers
May fail: reports-panic, stops, stop-ends, stop-message, stop-prompt, stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
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
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            if not await item.health():
                print(f"{item.id}: не работает")
        except Exception as error:
            print(f"{item.id}: {error}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        tasks = [self.main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
