"""Structured concurrency: a TaskGroup for all the checks.

Mistake: the first check that raises cancels the group, with all other checks and the loop.
Fails: recovers
May fail: reports-panic, stop-message, stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.main = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.serve())

    async def serve(self):
        try:
            await self.passes()
        except* Exception as group:
            for error in group.exceptions:
                print("паника:", error)

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        async with asyncio.TaskGroup() as group:
            while True:
                for item in self.items:
                    if item.id not in self.busy:
                        self.busy.add(item.id)
                        group.create_task(self.check(item))
                while due <= now():
                    due += self.interval
                await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            await item.health()
        except (SystemExit, KeyboardInterrupt) as error:
            raise RuntimeError(f"{item.id} wanted to end it all: {error!r}") from error
        finally:
            self.busy.discard(item.id)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        self.main.cancel()
        await asyncio.wait([self.main])
        print("Проверки остановлены")
