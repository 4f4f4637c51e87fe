"""The loop survives everything.

Mistake: it takes its own cancellation for one more error, and goes on.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt, stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.running = {}
        self.task = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.task = asyncio.create_task(self.loop())

    async def loop(self):
        due = asyncio.get_running_loop().time()
        while True:
            try:
                due = await self.one_pass(due)
            except BaseException as error:
                print("ошибка:", repr(error))

    async def one_pass(self, due):
        now = asyncio.get_running_loop().time
        for item in self.items:
            if item.id not in self.running:
                self.running[item.id] = asyncio.create_task(self.check(item))
        while due <= now():
            due += self.interval
        await asyncio.sleep(due - now())
        return due

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            self.running.pop(item.id, None)

    async def stop(self):
        for check in list(self.running.values()):
            check.cancel()
        if self.task is not None and not self.task.done():
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
            print("Проверки остановлены")
