"""setTimeout, as in JavaScript.

Mistake: the wrong unit, call_later() wants seconds and gets milliseconds.
Fails: repeats
May fail: all
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval_ms = int(interval * 1000)
        self.items = []
        self.pending = {}
        self.timer = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.timer = asyncio.get_running_loop().call_soon(self.tick)

    def tick(self):
        for item in self.items:
            if item.id not in self.pending:
                task = asyncio.create_task(self.check(item))
                self.pending[item.id] = task
        self.timer = asyncio.get_running_loop().call_later(self.interval_ms, self.tick)

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(item.id, error)
        finally:
            self.pending.pop(item.id)

    async def stop(self):
        if self.timer is None:
            return
        self.timer.cancel()
        self.timer = None
        tasks = list(self.pending.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
