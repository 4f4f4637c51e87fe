"""An owner that makes a task for each item.

Mistake: stop() cancels the owner, and the tasks of the items go on.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt
"""

import asyncio


class Owner:
    def __init__(self, interval):
        self.interval = interval
        self.new = asyncio.Queue()
        self.tasks = []
        self.owner = None
        self.stopped = False

    def add(self, item):
        self.new.put_nowait(item)

    def run(self):
        self.owner = asyncio.create_task(self.own())

    async def own(self):
        begin = asyncio.get_running_loop().time()
        while True:
            item = await self.new.get()
            self.tasks.append(asyncio.create_task(self.watch(item, begin)))

    async def watch(self, item, begin):
        now = asyncio.get_running_loop().time
        n = 0
        while True:
            try:
                await item.health()
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                print(f"{item.id}: {error}")
            n = max(n, int((now() - begin) / self.interval)) + 1
            await asyncio.sleep(begin + n * self.interval - now())

    async def stop(self):
        if self.owner is None or self.stopped:
            return
        self.stopped = True
        self.owner.cancel()
        await asyncio.wait([self.owner])
        print("Проверки остановлены")
