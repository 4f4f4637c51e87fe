"""Workers take the checks from a queue, and stop() lets them end when it is empty.

Mistake: checks that wait in the queue start after stop().
Fails: stops
May fail: stop-ends, stop-prompt, stop-message
"""

import asyncio

WORKERS = 30


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.queue = asyncio.Queue()
        self.busy = set()
        self.workers = []
        self.passes = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.workers = [asyncio.create_task(self.work()) for _ in range(WORKERS)]
        self.passes = asyncio.create_task(self.loop())

    async def loop(self):
        clock = asyncio.get_running_loop().time
        due = clock()
        try:
            while True:
                for item in self.items:
                    if item.id not in self.busy:
                        self.busy.add(item.id)
                        self.queue.put_nowait(item)
                while due <= clock():
                    due += self.interval
                await asyncio.sleep(due - clock())
        finally:
            print("Проверки остановлены")

    async def work(self):
        while True:
            item = await self.queue.get()
            if item is None:
                return
            try:
                await item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            self.busy.discard(item.id)

    async def stop(self):
        if self.passes is None or self.passes.done():
            return
        self.passes.cancel()
        await asyncio.wait([self.passes])
        for _ in self.workers:
            self.queue.put_nowait(None)
