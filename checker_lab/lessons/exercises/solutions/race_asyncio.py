import asyncio


class AsyncChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.at_work = {}  # id -> the task of a check that has not come back

    def add(self, item):
        self.items.append(item)

    def run(self):
        # Keep it: a task that nobody keeps may be collected in the middle of its work.
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
            if item.id not in self.at_work:
                self.at_work[item.id] = asyncio.create_task(self._check(item))

    async def _check(self, item):
        try:
            await item.health()
        finally:
            del self.at_work[item.id]
