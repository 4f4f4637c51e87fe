import threading
import time

from checker_lab import Channel


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.mailbox = Channel()
        self.items = {}  # by id; only the owner touches it
        self.in_flight = set()

    def add(self, item):
        self.mailbox.send(item)

    def run(self):
        threading.Thread(target=self._own, daemon=True).start()

    def stop(self):
        """Exercise 3."""

    def _own(self):
        due = time.monotonic()
        while True:
            for item in self.mailbox.drain():
                self.items[item.id] = item
            self._start_pass()
            due += self.interval
            time.sleep(max(0, due - time.monotonic()))

    def _start_pass(self):
        for item in self.items.values():
            if item.id not in self.in_flight:
                self.in_flight.add(item.id)
                threading.Thread(target=self._check, args=[item], daemon=True).start()

    def _check(self, item):
        try:
            item.health()
        finally:
            self.in_flight.discard(item.id)
