"""Each timer sets the next one.

Mistake: passes come every 5 s, whatever the interval is.
Fails: repeats
May fail: no-lost-add, no-overlap, adds-live, recovers
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.items = []
        self.in_flight = {}
        self.timer = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.loop = asyncio.get_running_loop()
        self.due = self.loop.time()
        self.begin_pass()

    def begin_pass(self):
        for item in self.items:
            if item.id not in self.in_flight:
                self.in_flight[item.id] = self.loop.create_task(self.check(item))
        self.due += 5
        self.timer = self.loop.call_at(self.due, self.begin_pass)

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            self.in_flight.pop(item.id, None)

    async def stop(self):
        if self.timer is None or self.over:
            return
        self.over = True
        self.timer.cancel()
        left = list(self.in_flight.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        print("Проверки остановлены")
