"""A task for each item, which add() cancels when it replaces the item.

Style: one task with its own timetable for each id.
Asks: adds-live, no-lost-add, one-per-id
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.tasks = {}
        self.start = None

    def add(self, item):
        self.items[item.id] = item
        if self.start is not None:
            self.watch(item)

    def run(self):
        self.start = asyncio.get_running_loop().time()
        for item in self.items.values():
            self.watch(item)

    def watch(self, item):
        if item.id in self.tasks:
            self.tasks[item.id].cancel()
        self.tasks[item.id] = asyncio.create_task(self.keep_checking(item))

    async def stop(self):
        """In another exercise."""

    async def keep_checking(self, item):
        now = asyncio.get_running_loop().time
        due = self.start
        while True:
            while due < now():
                due += self.interval
            await asyncio.sleep(due - now())
            await item.health()
            due += self.interval
