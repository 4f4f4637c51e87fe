"""A script for Windows and Unix: its own stdout, Ctrl-C by the event loop, and a demo.

Style: io.TextIOWrapper around stdout, add_signal_handler() in run(), asyncio.run() at the end.
"""

import asyncio
import io
import signal
import sys
import time

sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")


class GatherChecker:
    def __init__(self, interval):
        self.interval = interval
        self.services = {}
        self.in_flight = set()
        self.passes = set()
        self.ticker = None
        self.stop_called = asyncio.Event()

    def add(self, item):
        self.services[item.id] = item

    def run(self):
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.stop_called.set)
        self.ticker = asyncio.create_task(self.tick())

    async def stop(self):
        self.stop_called.set()
        if self.ticker is not None:
            await asyncio.wait([self.ticker])

    async def tick(self):
        due = time.monotonic()
        while not self.stop_called.is_set():
            idle = [s for s in self.services.values() if s.id not in self.in_flight]
            self.in_flight.update(s.id for s in idle)
            task = asyncio.create_task(self.one_pass(idle))
            self.passes.add(task)
            task.add_done_callback(self.passes.discard)
            while due <= time.monotonic():
                due += self.interval
            try:
                await asyncio.wait_for(self.stop_called.wait(), due - time.monotonic())
            except TimeoutError:
                pass
        for task in self.passes:
            task.cancel()
        await asyncio.gather(*self.passes, return_exceptions=True)
        print("Проверки остановлены")

    async def one_pass(self, services):
        results = await asyncio.gather(*map(self.ask, services), return_exceptions=True)
        for service, result in zip(services, results, strict=True):
            if isinstance(result, BaseException):
                print(f"{service.id}: паника: {result}")
            elif result is False:
                print(f"{service.id}: не работает")

    async def ask(self, service):
        try:
            return await service.health()
        except (KeyboardInterrupt, SystemExit, GeneratorExit) as error:
            # asyncio would let these out of the event loop.
            return error
        finally:
            self.in_flight.discard(service.id)


class DemoService:
    id = "demo"

    async def health(self):
        await asyncio.sleep(0.2)
        return True


async def main():
    checker = GatherChecker(1)
    checker.add(DemoService())
    checker.run()
    await asyncio.sleep(5)
    await checker.stop()


asyncio.run(main())
