"""run() starts the event loop, as every example of asyncio does.

Mistake: there is a running loop already, and run() raises RuntimeError instead of coming back.
Fails: returns
May fail: all
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = {}
        self.stop_event = asyncio.Event()

    def add(self, item):
        self.items.append(item)

    def run(self):
        loop = asyncio.get_event_loop()
        loop.run_until_complete(self.loop(loop))

    async def loop(self, loop):
        due = loop.time()
        while not self.stop_event.is_set():
            for item in self.items:
                if item.id not in self.busy:
                    self.busy[item.id] = loop.create_task(self.check(item))
            while due <= loop.time():
                due += self.interval
            try:
                await asyncio.wait_for(self.stop_event.wait(), due - loop.time())
            except TimeoutError:
                continue
        print("Проверки остановлены")

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            del self.busy[item.id]

    async def stop(self):
        self.stop_event.set()
