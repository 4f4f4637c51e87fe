"""It catches the errors that a check may raise.

Mistake: an error of another kind ends the checks of its item.
Fails: recovers
May fail: reports-panic
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

    async def stop(self):
        if self.main is None:
            return
        main, self.main = self.main, None
        tasks = [main, *self.checks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            self.start_pass()
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    def start_pass(self):
        for item in self.items:
            if item.id not in self.checks:
                self.checks[item.id] = asyncio.create_task(self.check(item))

    async def check(self, item):
        try:
            await item.health()
        except (OSError, ValueError, RuntimeError, ArithmeticError, SystemExit) as error:
            print(f"{item.id}: {error!r}")
        del self.checks[item.id]
