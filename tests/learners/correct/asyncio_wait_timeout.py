"""One task waits for the checks, for the next tick and for the stop, all at once.

Style: asyncio.wait(..., timeout=, return_when=FIRST_COMPLETED), like Go's select.
"""

import asyncio


class SelectChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.stopping = None
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.stopping = asyncio.get_running_loop().create_future()
        self.main = asyncio.ensure_future(self.select())

    async def stop(self):
        if self.main is None:
            return
        if not self.stopping.done():
            self.stopping.set_result(None)
        await asyncio.wait([self.main])

    async def select(self):
        clock = asyncio.get_running_loop().time
        checks = {}
        tick = clock()
        while not self.stopping.done():
            timeout = tick - clock()
            if timeout <= 0:
                self.start_missing(checks)
                tick += self.interval * (1 + int((clock() - tick) / self.interval))
                continue
            done, _ = await asyncio.wait(
                {self.stopping, *checks},
                timeout=timeout,
                return_when=asyncio.FIRST_COMPLETED,
            )
            for check in done - {self.stopping}:
                self.report(checks.pop(check), check.result())
        for check in checks:
            check.cancel()
        if checks:
            await asyncio.wait(checks, timeout=1)
        print("Проверки остановлены")

    def start_missing(self, checks):
        busy = [item.id for item in checks.values()]
        for item in self.items:
            if item.id not in busy:
                checks[asyncio.ensure_future(self.outcome(item))] = item

    @staticmethod
    async def outcome(item):
        try:
            return "ok" if await item.health() else "fail"
        except Exception as e:
            return f"error {e!r}"
        except (SystemExit, KeyboardInterrupt) as e:
            return f"tried to end the program: {e!r}"
        except asyncio.CancelledError:
            raise
        except BaseException as e:
            return f"panic {e!r}"

    @staticmethod
    def report(item, outcome):
        if outcome != "ok":
            print(f"{item.id}: {outcome}")
