import threading
import time

from checker_lab import Channel, Context


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.context = Context.background().with_cancel()
        self.mailbox = Channel()
        self.items = {}
        self.in_flight = set()
        self.owner = threading.Thread(target=self._own, daemon=True)

    def add(self, item):
        self.mailbox.send(item)

    def run(self):
        self.owner.start()

    def stop(self):
        self.context.cancel()
        if self.owner.is_alive():
            self.owner.join()

    def _own(self):
        due = time.monotonic()
        while not self.context.done:
            for item in self.mailbox.drain():
                self.items[item.id] = item
            self._start_pass()
            due += self.interval
            self.context.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

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
