"""SystemExit is taken at its word.

Mistake: os._exit() ends the whole process when one check exits.
Fails: recovers
May fail: reports-panic
"""

import asyncio
import os


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.owner = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.owner = asyncio.create_task(self.own())

    async def stop(self):
        if self.owner is not None:
            self.owner.cancel()
            await asyncio.wait([self.owner])

    async def own(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        try:
            while True:
                for item in self.items:
                    if item.id not in self.checks:
                        self.checks[item.id] = asyncio.create_task(self.check(item))
                due += self.interval
                await asyncio.sleep(max(0, due - loop.time()))
        finally:
            for check in self.checks.values():
                check.cancel()
            await asyncio.gather(*self.checks.values(), return_exceptions=True)
            print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except SystemExit as error:
            print(f"{item.id}: {error!r}")
            os._exit(1)
        except Exception as error:
            print(f"{item.id}: {error!r}")
        finally:
            self.checks.pop(item.id, None)
