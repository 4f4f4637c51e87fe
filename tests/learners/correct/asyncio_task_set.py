"""create_task() and a set that keeps the tasks.

Style: create_task with a set and done callbacks, an asyncio.Event to stop.
"""

import asyncio
import sys


class HealthChecker:
    """Checks its items every `interval` seconds until it is stopped."""

    def __init__(self, interval: float):
        self._interval = interval
        self._items = []
        self._tasks: dict[str, asyncio.Task] = {}
        self._stop = asyncio.Event()
        self._loop_task = None

    def add(self, item):
        self._items.append(item)

    def run(self):
        self._loop_task = asyncio.get_running_loop().create_task(self._loop())

    async def stop(self):
        self._stop.set()
        if self._loop_task is not None:
            await self._loop_task

    async def _loop(self):
        now = asyncio.get_running_loop().time
        begin, number = now(), 0
        while not self._stop.is_set():
            for item in self._items:
                if item.id not in self._tasks:
                    self._start(item)
            number = max(number, int((now() - begin) / self._interval)) + 1
            await self._sleep(begin + number * self._interval - now())
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=0.5)
        print("Проверки остановлены")

    async def _sleep(self, seconds):
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return

    def _start(self, item):
        task = asyncio.create_task(self._check(item), name=f"check {item.id}")
        self._tasks[item.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(item.id))

    async def _check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"PANIC {item.id}: {type(error).__name__}: {error}", file=sys.stderr)
