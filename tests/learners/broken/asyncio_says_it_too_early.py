"""stop() says so, and gives the checks a moment to end in peace.

Mistake: the message comes first, and checks still run while stop() waits.
Fails: stop-message
"""

import asyncio


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list = []
        self.checks: dict[str, asyncio.Task] = {}
        self.main: asyncio.Task | None = None
        self.stopped = False

    def add(self, item) -> None:
        self.items.append(item)

    def run(self) -> None:
        self.main = asyncio.create_task(self.passes())

    async def passes(self) -> None:
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                if item.id not in self.checks:
                    self.checks[item.id] = asyncio.create_task(self.check(item))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item) -> None:
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.checks.pop(item.id, None)

    async def stop(self) -> None:
        if self.main is None or self.stopped:
            return
        self.stopped = True
        print("Проверки остановлены")
        self.main.cancel()
        tasks = [self.main, *self.checks.values()]
        await asyncio.wait(tasks, timeout=0.5)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
