"""The loop prints the line when it ends, and then stop() sees to the checks.

Mistake: they are in flight when the line is printed.
Fails: stop-message
"""

import asyncio
import contextlib


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.end = asyncio.Event()
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while not self.end.is_set():
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            while due <= now():
                due += self.interval
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.end.wait(), due - now())
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            del self.checks[item.id]

    async def stop(self):
        if self.main is None:
            return
        self.end.set()
        await self.main
        for check in list(self.checks.values()):
            check.cancel()
        await asyncio.gather(*self.checks.values(), return_exceptions=True)
