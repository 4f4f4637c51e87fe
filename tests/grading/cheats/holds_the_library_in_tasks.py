"""Flag: borrowed"""

from checker_lab import AsyncChecker as Base

INNER = {}


class Mine:
    def __init__(self, interval):
        INNER[self] = Base(interval=interval)

    def add(self, item):
        INNER[self].add(item)

    def run(self):
        INNER[self].run()

    async def stop(self):
        await INNER[self].stop()
