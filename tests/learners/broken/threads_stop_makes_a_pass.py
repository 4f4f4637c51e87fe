"""The owner waits for the next tick or for stop(), whichever comes first.

Mistake: it looks which of them it was only after the pass, so stop() makes one more pass.
Fails: stops
May fail: stop-message
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.in_flight = set()
        self.stopping = threading.Event()
        self.owner = threading.Thread(target=self.own, daemon=True)

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.owner.start()

    def own(self):
        due = time.monotonic()
        while True:
            self.make_a_pass()
            if self.stopping.is_set():
                break
            while due <= time.monotonic():
                due += self.interval
            self.stopping.wait(due - time.monotonic())
        print("Проверки остановлены")

    def make_a_pass(self):
        with self.lock:
            idle = [item for item in self.items if item.id not in self.in_flight]
            self.in_flight.update(item.id for item in idle)
        for item in idle:
            threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        with self.lock:
            self.in_flight.discard(item.id)

    def stop(self):
        self.stopping.set()
        if self.owner.is_alive():
            self.owner.join()
