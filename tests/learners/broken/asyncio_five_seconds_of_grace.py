"""stop() lets checks that run end by themselves before it cancels them.

Mistake: it waits five seconds for one that hangs.
Fails: stop-prompt
May fail: stop-message, stop-ends
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.main = None

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
            print(f"{item.id}: {error!r}")
        finally:
            del self.checks[item.id]

    async def stop(self):
        if self.main is None:
            return
        main, self.main = self.main, None
        main.cancel()
        await asyncio.wait([main])
        if checks := list(self.checks.values()):
            await asyncio.wait(checks, timeout=5)
            for check in checks:
                check.cancel()
            await asyncio.gather(*checks, return_exceptions=True)
        print("Проверки остановлены")
