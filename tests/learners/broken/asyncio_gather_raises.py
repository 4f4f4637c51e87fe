"""gather() runs the checks side by side.

Mistake: without return_exceptions one panic is raised in the loop, and that was its last pass.
Fails: recovers
May fail: reports-panic, stop-message, stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.passes = set()
        self.main = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.loop())

    async def loop(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            idle = [item for item in self.items if item.id not in self.busy]
            checks = asyncio.gather(*map(self.check, idle))
            self.passes.add(checks)
            checks.add_done_callback(self.passes.discard)
            while due <= now():
                due += self.interval
            # Not longer than the interval: a slow check must not hold up the next pass.
            await asyncio.wait([checks], timeout=due - now())
            if checks.done():
                checks.result()
            await asyncio.sleep(due - now())

    async def check(self, item):
        self.busy.add(item.id)
        try:
            return await item.health()
        except (SystemExit, KeyboardInterrupt) as error:
            raise RuntimeError(f"{item.id}: {error!r}") from error
        finally:
            self.busy.discard(item.id)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        for waited in (self.main, *self.passes):
            waited.cancel()
        results = await asyncio.gather(self.main, *self.passes, return_exceptions=True)
        for error in results:
            if isinstance(error, Exception):
                print("паника:", error)
        print("Проверки остановлены")
