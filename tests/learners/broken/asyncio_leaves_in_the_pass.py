"""The loop looks at the event before each check, and leaves.

Mistake: it leaves by `return` in the middle of a pass, past the line that prints the message.
Fails: stop-message
May fail: stop-ends
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
        if self._task is not None:
            await self._task
        for task in list(self._checks.values()):
            task.cancel()

    async def _loop(self):
        clock = asyncio.get_running_loop().time
        due = clock()
        while not self._stopped.is_set():
            for item in list(self._items):
                await asyncio.sleep(0)
                if self._stopped.is_set():
                    return
                if item.id not in self._checks:
                    self._checks[item.id] = asyncio.create_task(self._check(item))
            due += self._interval
            try:
                async with asyncio.timeout_at(due):
                    await self._stopped.wait()
            except TimeoutError:
                pass
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
