"""New items go through a queue.

Mistake: it has room for ten, and add() lets the rest fall: what does not fit is never checked.
Fails: no-lost-add
May fail: adds-live
"""

import asyncio
import contextlib


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.queue = asyncio.Queue(maxsize=10)
        self.items = []
        self.running = set()
        self.main = None
        self.over = False

    def add(self, item):
        if self.main is None:
            self.items.append(item)
            return
        with contextlib.suppress(asyncio.QueueFull):
            self.queue.put_nowait(item)

    def run(self):
        self.main = asyncio.create_task(self.work())

    async def work(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        checks = set()
        try:
            while True:
                while not self.queue.empty():
                    self.items.append(self.queue.get_nowait())
                for item in self.items:
                    if item.id not in self.running:
                        self.running.add(item.id)
                        check = loop.create_task(self.check(item))
                        checks.add(check)
                        check.add_done_callback(checks.discard)
                while due <= loop.time():
                    due += self.interval
                await asyncio.sleep(due - loop.time())
        finally:
            for check in checks:
                check.cancel()
            await asyncio.gather(*checks, return_exceptions=True)

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            self.running.discard(item.id)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        self.main.cancel()
        await asyncio.wait([self.main])
        print("Проверки остановлены")
