import asyncio


class AsyncChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.in_flight = {}  # id -> the task of a check that has not returned

    def add(self, item):
        self.items.append(item)

    def run(self):
        # Keep a reference: the event loop keeps none, and the task could be garbage-collected.
        self.owner = asyncio.create_task(self._passes())

    async def stop(self):
        """Exercise 3."""

    async def _passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            self._start_pass()
            due += self.interval
            await asyncio.sleep(max(0, due - now()))

    def _start_pass(self):
        for item in self.items:
            if item.id not in self.in_flight:
                self.in_flight[item.id] = asyncio.create_task(self._check(item))

    async def _check(self, item):
        try:
            await item.health()
        finally:
            del self.in_flight[item.id]
