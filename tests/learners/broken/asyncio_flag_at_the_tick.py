"""A flag, and a loop that ends when it is not set any more.

Mistake: the flag is read at the next tick only, and stop() waits for it.
Fails: stop-prompt
May fail: stop-message, stop-ends
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.running = True
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while self.running:
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())
        tasks = list(self.checks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self):
        self.running = False
        if self.main:
            await self.main
