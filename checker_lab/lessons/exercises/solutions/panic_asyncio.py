import asyncio


class AsyncChecker:
    def __init__(self, interval):
        self.interval = interval
        self.mailbox = asyncio.Queue()
        self.items = {}
        self.in_flight = {}
        self.owner = None

    def add(self, item):
        self.mailbox.put_nowait(item)

    def run(self):
        self.owner = asyncio.create_task(self._own())

    async def stop(self):
        if self.owner is not None:
            self.owner.cancel()
            await asyncio.wait([self.owner])

    async def _own(self):
        try:
            await self._passes()
        finally:
            await self._cancel_checks()
            print("Проверки остановлены")

    async def _passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            while not self.mailbox.empty():
                item = self.mailbox.get_nowait()
                self.items[item.id] = item
            self._start_pass()
            due += self.interval
            await asyncio.sleep(max(0, due - now()))

    async def _cancel_checks(self):
        checks = list(self.in_flight.values())
        for check in checks:
            check.cancel()
        await asyncio.gather(*checks, return_exceptions=True)

    def _start_pass(self):
        for item in self.items.values():
            if item.id not in self.in_flight:
                self.in_flight[item.id] = asyncio.create_task(self._check(item))

    async def _check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"паника: {item.id}: {error!r}")
        finally:
            del self.in_flight[item.id]
