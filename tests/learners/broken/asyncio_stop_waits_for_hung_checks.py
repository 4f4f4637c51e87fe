"""stop() lets the checks that are under way end in peace.

Mistake: they are waited for and not cancelled, and one that hangs never ends.
Fails: stop-prompt
May fail: stop-ends, stop-message, stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.main = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.passes())

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
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        self.main.cancel()
        await asyncio.gather(self.main, *self.checks.values(), return_exceptions=True)
        print("Проверки остановлены")
