"""Somebody else's sleep wanted milliseconds.

Mistake: the wrong unit, the interval is multiplied by 1000, so the second pass never comes.
Fails: repeats
May fail: all
"""

import threading
import time

MS = 1000


class Checker:
    def __init__(self, interval):
        self.period = interval * MS
        self.items = []
        self.checking = set()
        self.cancelled = threading.Event()
        self.owner = threading.Thread(target=self.serve, daemon=True)

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.owner.start()

    def stop(self):
        self.cancelled.set()
        self.owner.join()

    def serve(self):
        due = time.monotonic()
        while not self.cancelled.is_set():
            for item in list(self.items):
                if item not in self.checking:
                    self.checking.add(item)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.period
            self.cancelled.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(item.id, "panicked:", e)
        self.checking.discard(item)
