"""The message is the last line of the loop.

Mistake: stop() cancels the loop, which never comes to its last line.
Fails: stop-message
May fail: stop-twice, stop-prompt
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.main = None
        self.running = True

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.loop())

    async def loop(self):
        now = asyncio.get_running_loop().time
        due = now()
        while self.running:
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self):
        self.running = False
        if self.main is None:
            return
        tasks = [self.main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
