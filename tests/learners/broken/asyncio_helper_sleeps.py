"""A second task counts the failures and prints them now and then.

Mistake: nobody cancels it, and it sleeps until the next tick.
Fails: stop-ends
May fail: stop-prompt
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.failures = 0
        self.over = False
        self.loop = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.loop = asyncio.create_task(self.passes())
        self.counter = asyncio.create_task(self.count())

    async def count(self):
        while not self.over:
            if self.failures:
                print("failures:", self.failures)
            await asyncio.sleep(self.interval)

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        try:
            while True:
                for item in self.items:
                    if item.id not in self.checks:
                        self.checks[item.id] = asyncio.create_task(self.check(item))
                due += self.interval
                await asyncio.sleep(max(0, due - now()))
        finally:
            self.over = True
            for check in self.checks.values():
                check.cancel()
            await asyncio.gather(*self.checks.values(), return_exceptions=True)
            print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.failures += 1
            print(item.id, repr(error))
        finally:
            del self.checks[item.id]

    async def stop(self):
        if self.loop is not None:
            self.loop.cancel()
            await asyncio.wait([self.loop])
