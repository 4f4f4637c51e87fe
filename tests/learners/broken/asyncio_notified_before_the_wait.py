"""stop() sets a flag and ends the future on which the loop waits for the next tick.

Mistake: the loop makes that future only after the pass, so a stop() in the middle of a pass ends
none, and the loop does not look at the flag again.
Fails: stop-prompt
May fail: stop-ends, stop-message, stop-twice
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._items = {}
        self._checks = {}
        self._stopping = False
        self._alarm = None
        self._task = None

    def add(self, item):
        self._items[item.id] = item

    def run(self):
        self._task = asyncio.create_task(self._loop())

    async def stop(self):
        self._stopping = True
        if self._alarm is not None and not self._alarm.done():
            self._alarm.set_result(None)
        if self._task is not None:
            await self._task

    async def _loop(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self._stopping:
            for item in list(self._items.values()):
                if not self._stopping and item.id not in self._checks:
                    self._checks[item.id] = asyncio.create_task(self._check(item))
                    await asyncio.sleep(0)
            due += self._interval
            self._alarm = loop.create_future()
            await asyncio.wait([self._alarm], timeout=max(0.0, due - loop.time()))
        for task in list(self._checks.values()):
            task.cancel()
        await asyncio.gather(*self._checks.values(), return_exceptions=True)
        print("Проверки остановлены")

    async def _check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            del self._checks[item.id]
