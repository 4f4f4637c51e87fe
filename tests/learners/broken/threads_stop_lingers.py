"""The owner waits for the tick or the stop, and prints the line.

Mistake: each stop() sleeps for 3.5 s before it returns, so that everything is over for sure.
Fails: stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.lock = threading.Lock()
        self.in_flight = set()
        self.stopping = threading.Event()

    def add(self, item):
        with self.lock:
            self.items[item.id] = item

    def run(self):
        threading.Thread(target=self.own, daemon=True).start()

    def own(self):
        due = time.monotonic()
        while not self.stopping.is_set():
            with self.lock:
                idle = [item for item in self.items.values() if item.id not in self.in_flight]
                self.in_flight.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            due += self.interval
            self.stopping.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        with self.lock:
            self.in_flight.discard(item.id)

    def stop(self):
        self.stopping.set()
        time.sleep(3.5)
