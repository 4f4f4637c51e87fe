"""A dict by id; the pass walks over a copy.

Style: a dict whose steps are atomic, and a pass over list(dict.values()).
Asks: adds-live, no-lost-add, one-per-id
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.in_flight = set()

    def add(self, item):
        self.items[item.id] = item

    def run(self):
        threading.Thread(target=self.passes, daemon=True).start()

    def stop(self):
        """In another exercise."""

    def passes(self):
        due = time.monotonic()
        while True:
            for item in list(self.items.values()):
                if item.id not in self.in_flight:
                    self.in_flight.add(item.id)
                    threading.Thread(target=self.check, args=[item], daemon=True).start()
            due += self.interval
            time.sleep(max(0, due - time.monotonic()))

    def check(self, item):
        try:
            item.health()
        finally:
            self.in_flight.discard(item.id)
