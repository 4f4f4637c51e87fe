"""A mailbox whose owner answers as soon as it has taken an item in.

Style: one queue for everything, and an owner that waits for mail until the next tick.
Asks: adds-live, no-lost-add, one-per-id
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.mail = queue.Queue()
        self.items = {}
        self.in_flight = set()

    def add(self, item):
        self.mail.put(item)

    def run(self):
        threading.Thread(target=self.own, daemon=True).start()

    def stop(self):
        """In another exercise."""

    def own(self):
        due = time.monotonic()
        while True:
            left = due - time.monotonic()
            try:
                item = self.mail.get(block=left > 0, timeout=max(0, left))
            except queue.Empty:
                for item in self.items.values():
                    self.start(item)
                due += self.interval
            else:
                self.items[item.id] = item
                self.start(item)  # immediately, and in each pass from then on

    def start(self, item):
        if item not in self.in_flight:
            self.in_flight.add(item)
            threading.Thread(target=self.check, args=[item], daemon=True).start()

    def check(self, item):
        try:
            item.health()
        finally:
            self.in_flight.discard(item)
