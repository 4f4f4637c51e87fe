"""A loop of passes that hands every print to a thread, so that a slow terminal holds nothing up.

Style: asyncio.to_thread(print, ...), which leaves an idle thread of the loop's own executor.
"""

import asyncio


class QuietChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.loop = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.loop = asyncio.create_task(self.passes())

    async def stop(self):
        if self.loop is not None:
            self.loop.cancel()
            await asyncio.wait([self.loop])

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        try:
            while True:
                for item in self.items:
                    if item.id not in self.checks:
                        self.checks[item.id] = asyncio.create_task(self.check(item))
                due += self.interval
                await asyncio.sleep(due - now())
        finally:
            for check in self.checks.values():
                check.cancel()
            await asyncio.gather(*self.checks.values(), return_exceptions=True)
            await asyncio.to_thread(print, "Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            await asyncio.to_thread(print, f"{item.id}: {error!r}")
        finally:
            del self.checks[item.id]
