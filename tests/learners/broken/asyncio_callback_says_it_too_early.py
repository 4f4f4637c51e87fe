"""The event loop prints the line when it next has time.

Mistake: that is before the tasks that stop() cancels have ended.
Fails: stop-message
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
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            del self.checks[item.id]

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        asyncio.get_running_loop().call_soon(print, "Проверки остановлены")
        tasks = [self.main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
