"""list.append, which loses nothing.

Mistake: add() appends to a list, so an item with the same id is there twice.
Asks: adds-live, no-lost-add, one-per-id
Fails: one-per-id
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.in_flight = set()

    def add(self, item):
        self.items.append(item)

    def run(self):
        threading.Thread(target=self.passes, daemon=True).start()

    def stop(self):
        """In another exercise."""

    def passes(self):
        due = time.monotonic()
        while True:
            for item in self.items:
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
