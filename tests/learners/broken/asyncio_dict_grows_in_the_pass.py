"""The pass gives way to others after each start.

Mistake: it awaits while it iterates over the dict, and an add() meanwhile ends it with an error.
Fails: no-lost-add
May fail: adds-live, repeats
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.running = {}
        self.main = None
        self.closed = False

    def add(self, item):
        self.items[item.id] = item

    def run(self):
        self.main = asyncio.create_task(self.passes())

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items.values():
                if item.id not in self.running:
                    self.running[item.id] = asyncio.create_task(self.check(item))
                await asyncio.sleep(0)
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.running.pop(item.id, None)

    async def stop(self):
        if self.main is None or self.closed:
            return
        self.closed = True
        tasks = [self.main, *self.running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
