"""stop() gives each check in flight a second, one after another.

Style: thread.join(1) of every check that has not ended, and stop() prints the line itself.
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.checks = {}
        self.over = threading.Event()
        self.owner = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self.passes, daemon=True)
        self.owner.start()

    def passes(self):
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            with self.lock:
                idle = [item for item in self.items if not self.is_busy(item)]
            for item in idle:
                check = threading.Thread(target=self.check, args=(item,), daemon=True)
                self.checks[item.id] = check
                check.start()
            while due <= time.monotonic():
                due += self.interval

    def is_busy(self, item):
        return item.id in self.checks and self.checks[item.id].is_alive()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {type(error).__name__}: {error}")

    def stop(self):
        with self.lock:
            owner, self.owner = self.owner, None
        if owner is None:
            return
        self.over.set()
        owner.join()
        for check in self.checks.values():
            check.join(1)
        print("Проверки остановлены")
