"""A dict by id, with setdefault().

Mistake: an item whose id is there already is ignored instead of replacing the old one.
Asks: adds-live, no-lost-add, one-per-id
Fails: one-per-id
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.checks = {}

    def add(self, item):
        self.items.setdefault(item.id, item)

    def run(self):
        self.task = asyncio.create_task(self.passes())

    async def stop(self):
        """In another exercise."""

    async def passes(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            for item_id, item in self.items.items():
                if item_id not in self.checks:
                    self.checks[item_id] = asyncio.create_task(self.check(item))
            due += self.interval
            await asyncio.sleep(max(0, due - loop.time()))

    async def check(self, item):
        try:
            await item.health()
        finally:
            del self.checks[item.id]
