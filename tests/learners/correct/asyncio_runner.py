"""The state of the run lives in a small object of its own.

Style: two classes, a background task per run, contextlib helpers.
"""

import asyncio
import contextlib
import itertools


class _Run:
    """What there is while the checker runs."""

    def __init__(self, interval, items):
        self.interval = interval
        self.items = items
        self.quit = asyncio.Event()
        self.busy = {}
        self.task = asyncio.create_task(self.main())

    async def main(self):
        loop = asyncio.get_running_loop()
        t0 = loop.time()
        for number in itertools.count(1):
            if self.quit.is_set():
                break
            for item in self.items:
                self.begin(item)
            left = t0 + number * self.interval - loop.time()
            if left > 0:
                await self.quit_within(left)
        for task in list(self.busy.values()):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        print("Проверки остановлены")

    async def quit_within(self, seconds):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.quit.wait(), seconds)

    def begin(self, item):
        if item.id in self.busy:
            return
        task = asyncio.create_task(self.check(item))
        self.busy[item.id] = task
        task.add_done_callback(lambda _: self.busy.pop(item.id, None))

    async def check(self, item):
        try:
            if not await item.health():
                print(item.id, "FAIL")
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(item.id, "PANIC", error)


class HealthChecker:
    def __init__(self, interval):
        self._interval = interval
        self._items = []
        self._current = None

    def add(self, item):
        self._items.append(item)

    def run(self):
        self._current = _Run(self._interval, self._items)

    async def stop(self):
        if self._current is not None:
            self._current.quit.set()
            await self._current.task
