"""The message stands in a finally, so that it is never forgotten.

Mistake: it stands in the finally of each check as well as in that of the loop.
Fails: stop-message
May fail: stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = []
        self.is_stopping = False

    def add(self, item):
        self.items.append(item)
        if self.tasks:
            self.tasks.append(asyncio.create_task(self.watch(item)))

    def run(self):
        self.begin = asyncio.get_running_loop().time()
        self.tasks = [asyncio.create_task(self.main())]
        self.tasks += [asyncio.create_task(self.watch(item)) for item in self.items]

    async def main(self):
        try:
            await asyncio.Event().wait()
        finally:
            print("Проверки остановлены")

    async def watch(self, item):
        now = asyncio.get_running_loop().time
        n = int((now() - self.begin) / self.interval)
        try:
            while True:
                await self.check(item)
                n = max(n, int((now() - self.begin) / self.interval)) + 1
                await asyncio.sleep(self.begin + n * self.interval - now())
        finally:
            print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")

    async def stop(self):
        if self.is_stopping:
            return
        self.is_stopping = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
