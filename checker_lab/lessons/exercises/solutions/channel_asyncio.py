import asyncio


class AsyncChecker:
    def __init__(self, interval):
        self.interval = interval
        self.mailbox = asyncio.Queue()
        self.items = {}  # by id; only the owner touches it
        self.in_flight = {}

    def add(self, item):
        self.mailbox.put_nowait(item)

    def run(self):
        self.owner = asyncio.create_task(self._own())

    async def stop(self):
        """Exercise 3."""

    async def _own(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            while not self.mailbox.empty():
                item = self.mailbox.get_nowait()
                self.items[item.id] = item
            self._start_pass()
            due += self.interval
            await asyncio.sleep(max(0, due - now()))

    def _start_pass(self):
        for item in self.items.values():
            if item.id not in self.in_flight:
                self.in_flight[item.id] = asyncio.create_task(self._check(item))

    async def _check(self, item):
        try:
            await item.health()
        finally:
            del self.in_flight[item.id]
