"""Fire and forget.

Mistake: nobody keeps the tasks of the checks, so stop() cannot cancel one that hangs.
Fails: stop-ends
May fail: stop-message
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
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    asyncio.create_task(self.check(item))  # noqa: RUF006
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
            self.busy.discard(item.id)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        self.main.cancel()
        await asyncio.wait([self.main])
        print("Проверки остановлены")
