"""An asyncio.Queue, which the owner empties into a dict before each pass.

Style: a queue and a dict that only the owner touches.
Asks: adds-live, no-lost-add, one-per-id
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.mail = asyncio.Queue()
        self.items = {}
        self.checks = {}

    async def add(self, item):
        await self.mail.put(item)

    def run(self):
        self.task = asyncio.create_task(self.own())

    async def stop(self):
        """In another exercise."""

    async def own(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            while not self.mail.empty():
                item = self.mail.get_nowait()
                self.items[item.id] = item
            for item_id, item in self.items.items():
                if item_id not in self.checks:
                    self.checks[item_id] = asyncio.create_task(self.check(item))
            due += self.interval
            await asyncio.sleep(max(0, due - now()))

    async def check(self, item):
        try:
            await item.health()
        finally:
            del self.checks[item.id]
