"""Flag: borrowed"""

import threading
import time

from checker_lab import Channel, Context


class Mine:
    """My own."""

    def __init__(self, interval):
        self.interval = interval
        self.tree = Context.background().with_cancel()
        self.post = Channel()
        self.items = {}
        self.in_flight = set()
        self.owner = threading.Thread(target=self._own, daemon=True)

    def add(self, one):
        self.post.send(one)

    def run(self):
        self.owner.start()

    def stop(self):
        self.tree.cancel()
        if self.owner.is_alive():
            self.owner.join()

    def _own(self):
        due = time.monotonic()
        while not self.tree.done:
            for one in self.post.drain():
                self.items[one.id] = one
            self._start_pass()
            due += self.interval
            self.tree.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def _start_pass(self):
        for one in self.items.values():
            if one.id not in self.in_flight:
                self.in_flight.add(one.id)
                threading.Thread(target=self._ask, args=[one], daemon=True).start()

    def _ask(self, one):
        try:
            one.health()
        except BaseException as error:
            print(f"паника: {one.id}: {error!r}")
        finally:
            self.in_flight.discard(one.id)
