"""The owner and its checks are cancelled.

Mistake: each stop() then sleeps for 4 s, so that everything is over for sure.
Fails: stop-prompt
"""

import asyncio


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

    async def own(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
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
            self.checks.pop(item.id, None)

    async def stop(self):
        owner, self.owner = self.owner, None
        if owner is not None:
            tasks = [owner, *self.checks.values()]
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            print("Проверки остановлены")
        await asyncio.sleep(4)
