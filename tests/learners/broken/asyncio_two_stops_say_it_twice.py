"""The flag that keeps a second stop() from printing is set when the first has printed.

Mistake: a second call comes while the first one waits for the task to end.
Fails: stop-twice
May fail: stop-message
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.task = None
        self.has_said_so = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.task = asyncio.create_task(self.passes())

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
            print(f"{item.id}: {error!r}")
        finally:
            del self.checks[item.id]

    async def stop(self):
        if self.task is None or self.has_said_so:
            return
        tasks = [self.task, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
        self.has_said_so = True
