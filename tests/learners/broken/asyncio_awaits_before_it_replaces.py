"""A list; add() is `async def`.

Mistake: add() awaits between looking for the id and appending, so two of them append.
Asks: adds-live, no-lost-add, one-per-id
Fails: one-per-id
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []

    async def add(self, item):
        old = next((one for one in self.items if one.id == item.id), None)
        await asyncio.sleep(0)  # where a real program asks a database
        if old is not None:
            self.items[self.items.index(old)] = item
        else:
            self.items.append(item)

    def run(self):
        self.task = asyncio.create_task(self.passes())

    async def stop(self):
        """In another exercise."""

    async def passes(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        checks = {}
        while True:
            for item in self.items:
                if item not in checks or checks[item].done():
                    checks[item] = asyncio.create_task(item.health())
            due += self.interval
            await asyncio.sleep(max(0, due - loop.time()))
