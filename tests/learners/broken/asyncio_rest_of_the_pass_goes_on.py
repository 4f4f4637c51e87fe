"""The loop lets other tasks run between two starts, so that a big pass does not hold them up.

Mistake: stop() does not wait for the loop, which starts the rest of its pass afterwards.
Fails: stops
May fail: stop-ends, stop-message
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._items = []
        self._checks = {}
        self._stopped = asyncio.Event()
        self._task = None

    def add(self, item):
        self._items.append(item)

    def run(self):
        self._task = asyncio.create_task(self._loop())

    async def stop(self):
        self._stopped.set()

    async def _loop(self):
        clock = asyncio.get_running_loop().time
        due = clock()
        while not self._stopped.is_set():
            for item in list(self._items):
                if item.id not in self._checks:
                    task = asyncio.create_task(self._check(item))
                    self._checks[item.id] = task
                    await asyncio.sleep(0)
            due += self._interval
            try:
                await asyncio.wait_for(self._stopped.wait(), due - clock())
            except TimeoutError:
                continue
        checks = list(self._checks.values())
        for task in checks:
            task.cancel()
        if checks:
            await asyncio.wait(checks)
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
