"""No loop anywhere: the event loop calls back.

Style: callbacks, loop.call_at() for the ticks and add_done_callback() for the results.
"""

import asyncio
import functools


class CallbackChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = {}
        self.handle = None
        self.due = None
        self.stopped = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        loop = asyncio.get_running_loop()
        self.due = loop.time()
        self.handle = loop.call_soon(self.tick)

    def tick(self):
        loop = asyncio.get_running_loop()
        for index, item in enumerate(self.items):
            if index not in self.tasks:
                task = loop.create_task(self.ask(item))
                task.add_done_callback(functools.partial(self.answered, index))
                self.tasks[index] = task
        while self.due <= loop.time():
            self.due += self.interval
        self.handle = loop.call_at(self.due, self.tick)

    async def ask(self, item):
        try:
            return await item.health(), None
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            return False, error

    def answered(self, index, task):
        del self.tasks[index]
        if task.cancelled():
            return
        healthy, error = task.result()
        if not healthy:
            print(self.items[index].id, "->", repr(error) if error else "fail")

    async def stop(self):
        if self.stopped or self.handle is None:
            return
        self.stopped = True
        self.handle.cancel()
        under_way = [*self.tasks.values()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        print("Проверки остановлены")
