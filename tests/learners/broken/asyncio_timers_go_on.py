"""Each tick is a callback of the event loop, which sets the timer of the next one.

Mistake: stop() cancels the checks, and not the timer.
Fails: stops
May fail: stop-ends, stop-message
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.is_on = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.is_on = True
        self.tick(asyncio.get_running_loop().time())

    def tick(self, due):
        for item in self.items:
            if item.id not in self.checks:
                task = asyncio.ensure_future(self.check(item))
                self.checks[item.id] = task
                task.add_done_callback(lambda _, key=item.id: self.checks.pop(key, None))
        due += self.interval
        asyncio.get_running_loop().call_at(due, self.tick, due)

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    async def stop(self):
        if not self.is_on:
            return
        self.is_on = False
        checks = list(self.checks.values())
        for check in checks:
            check.cancel()
        await asyncio.gather(*checks, return_exceptions=True)
        print("Проверки остановлены")
