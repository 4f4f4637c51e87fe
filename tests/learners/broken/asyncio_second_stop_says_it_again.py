"""stop() is safe to call many times, is it not?

Mistake: each call prints the message.
Fails: stop-twice
May fail: stop-message
"""

import asyncio


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = set()
        self.busy = set()

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.keep(self.passes())

    def keep(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def passes(self):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            for item in self.items:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    self.keep(self.check(item))
            while due <= now():
                due += self.interval
            await asyncio.sleep(due - now())

    async def check(self, item):
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.busy.discard(item.id)

    async def stop(self):
        tasks = list(self.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("Проверки остановлены")
