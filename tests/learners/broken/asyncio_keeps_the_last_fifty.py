"""The items are in a deque.

Mistake: it has room for fifty, and drops the oldest item for each new one.
Fails: no-lost-add
"""

import asyncio
import collections


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = collections.deque(maxlen=50)
        self.in_flight = {}
        self.over = asyncio.Event()
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self.over.is_set():
            for item in list(self.items):
                if item.id not in self.in_flight:
                    self.in_flight[item.id] = asyncio.create_task(self.check(item))
            due += self.interval
            try:
                await asyncio.wait_for(self.over.wait(), due - loop.time())
            except TimeoutError:
                pass
        left = list(self.in_flight.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            self.in_flight.pop(item.id, None)

    async def stop(self):
        self.over.set()
        if self.main is not None:
            await asyncio.wait([self.main])
