"""gather(return_exceptions=True), so that nothing is raised.

Mistake: nobody looks at what it returns, and the errors are lost.
Fails: reports-panic
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.passes = set()
        self.main = None
        self.over = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = asyncio.create_task(self.loop())

    async def loop(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            idle = [item for item in self.items if item.id not in self.busy]
            self.busy.update(item.id for item in idle)
            one_pass = asyncio.gather(*map(self.check, idle), return_exceptions=True)
            self.passes.add(one_pass)
            one_pass.add_done_callback(self.passes.discard)
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            return await item.health()
        except (SystemExit, KeyboardInterrupt) as error:
            # These would end the event loop.
            return error
        finally:
            self.busy.discard(item.id)

    async def stop(self):
        if self.main is None or self.over:
            return
        self.over = True
        for task in (self.main, *self.passes):
            task.cancel()
        await asyncio.gather(self.main, *self.passes, return_exceptions=True)
        print("Проверки остановлены")
