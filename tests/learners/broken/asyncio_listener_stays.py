"""Results go through a queue to a task that prints them.

Mistake: that task is not cancelled by stop() and waits for results forever.
Fails: stop-ends
May fail: stop-prompt
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.results = asyncio.Queue()
        self.checks = {}
        self.main = None
        self.printer = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.printer = asyncio.create_task(self.print_results())
        self.main = asyncio.create_task(self.passes())

    async def print_results(self):
        while True:
            item_id, result = await self.results.get()
            if result is not True:
                print(f"{item_id}: {result!r}")

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            result = await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            result = error
        finally:
            self.checks.pop(item.id, None)
        self.results.put_nowait((item.id, result))

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        tasks = [self.main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
