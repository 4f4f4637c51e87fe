"""A task for each item, with a loop of its own.

Mistake: the loop catches BaseException around the check, and with it the CancelledError.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.loops = None

    def add(self, item):
        self.items.append(item)
        if self.loops is not None:
            now = asyncio.get_running_loop().time()
            passes = int((now - self.begin) / self.interval) + 1
            self.start(item, self.begin + passes * self.interval)

    def run(self):
        self.begin = asyncio.get_running_loop().time()
        self.loops = []
        for item in self.items:
            self.start(item, self.begin)

    def start(self, item, due):
        self.loops.append(asyncio.create_task(self.watch(item, due)))

    async def watch(self, item, due):
        now = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(max(0, due - now()))
            try:
                await item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            while due <= now():
                due += self.interval

    async def stop(self):
        loops, self.loops = self.loops, None
        if not loops:
            return
        for task in loops:
            task.cancel()
        await asyncio.wait(loops, timeout=0.5)
        print("Проверки остановлены")
