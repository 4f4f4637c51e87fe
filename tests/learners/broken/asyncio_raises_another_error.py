"""Each check turns its error into one of its own.

Mistake: gather() collects these errors, and nothing prints them.
Fails: reports-panic
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.passes = set()
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.ticks())

    async def ticks(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            ready = [item for item in self.items if item.id not in self.busy]
            self.busy.update(item.id for item in ready)
            one = asyncio.create_task(self.one_pass(ready))
            self.passes.add(one)
            one.add_done_callback(self.passes.discard)
            due += self.interval
            await asyncio.sleep(due - loop.time())

    async def one_pass(self, ready):
        await asyncio.gather(*map(self.check, ready), return_exceptions=True)

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            raise RuntimeError(f"{item.id} failed: {error}") from error
        finally:
            self.busy.discard(item.id)

    async def stop(self):
        main, self.main = self.main, None
        if main is None:
            return
        main.cancel()
        left = [main, *self.passes]
        for task in left:
            task.cancel()
        await asyncio.wait(left)
        print("Проверки остановлены")
