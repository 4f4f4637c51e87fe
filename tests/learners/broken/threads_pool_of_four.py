"""A pool, because threads are expensive.

Mistake: the pool has four workers, so twenty slow items take five times as long as one.
Fails: parallel
May fail: repeats, no-overlap, adds-live, no-lost-add
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.futures = {}
        self.pool = ThreadPoolExecutor(max_workers=4)
        self.finish = threading.Event()
        self.thread = threading.Thread(target=self.loop, daemon=True)

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread.start()

    def loop(self):
        moment = time.monotonic()
        while not self.finish.wait(max(0, moment - time.monotonic())):
            for item in self.items.copy():
                if item.id not in self.futures or self.futures[item.id].done():
                    self.futures[item.id] = self.pool.submit(self.check, item)
            while moment <= time.monotonic():
                moment += self.interval
        self.pool.shutdown(wait=False, cancel_futures=True)
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")

    def stop(self):
        self.finish.set()
        if self.thread.is_alive():
            self.thread.join()
