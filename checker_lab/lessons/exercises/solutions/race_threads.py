import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.in_flight = set()  # the ids of the items whose check has not returned

    def add(self, item):
        self.items.append(item)

    def run(self):
        threading.Thread(target=self._passes, daemon=True).start()

    def stop(self):
        """Exercise 3."""

    def _passes(self):
        due = time.monotonic()
        while True:
            self._start_pass()
            due += self.interval
            time.sleep(max(0, due - time.monotonic()))

    def _start_pass(self):
        for item in self.items:
            if item.id not in self.in_flight:
                self.in_flight.add(item.id)
                threading.Thread(target=self._check, args=[item], daemon=True).start()

    def _check(self, item):
        try:
            item.health()
        finally:
            self.in_flight.discard(item.id)
