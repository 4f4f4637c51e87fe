"""Flag: borrowed"""

import threading

from checker_lab import NaiveChecker


class Mine:
    def __init__(self, interval):
        self.interval = interval
        self.inner = NaiveChecker(interval=interval)
        self.over = threading.Event()

    def add(self, item):
        self.inner.add(item)

    def run(self):
        threading.Thread(target=self._passes, daemon=True).start()

    def _passes(self):
        while not self.over.wait(self.interval):
            self.inner.check()

    def stop(self):
        self.over.set()
