"""A crew that takes the checks from a queue; stop() ends it with a None for each.

Mistake: these come behind all checks that wait, and the crew works them off first.
Fails: stops
May fail: stop-message, stop-ends
"""

import queue
import threading
import time

CREW = 30


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.jobs = queue.Queue()
        self.waiting = set()
        self.over = threading.Event()
        self.ticker = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        for _ in range(CREW):
            threading.Thread(target=self.work, daemon=True).start()
        self.ticker = threading.Thread(target=self.tick, daemon=True)
        self.ticker.start()

    def tick(self):
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            for item in list(self.items):
                if item.id not in self.waiting:
                    self.waiting.add(item.id)
                    self.jobs.put(item)
            while due <= time.monotonic():
                due += self.interval
        for _ in range(CREW):
            self.jobs.put(None)
        print("Проверки остановлены")

    def work(self):
        while (item := self.jobs.get()) is not None:
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            self.waiting.discard(item.id)

    def stop(self):
        self.over.set()
        if self.ticker:
            self.ticker.join()
