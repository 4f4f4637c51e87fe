"""stop() cancels the task and awaits it.

Mistake: that raises CancelledError in the caller of stop().
Fails: stop-prompt
May fail: stop-twice, stop-ends, stop-message
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.task = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.task = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        try:
            while True:
                for item in self.items:
                    if item.id not in self.checks:
                        self.checks[item.id] = asyncio.create_task(self.check(item))
                while due <= now():
                    due += self.interval
                await asyncio.sleep(due - now())
        finally:
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
            print(f"{item.id}: {error!r}")
        finally:
            del self.checks[item.id]

    async def stop(self):
        if self.task is not None:
            self.task.cancel()
            await self.task
