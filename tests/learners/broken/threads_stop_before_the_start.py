"""The loop says that it runs as its first act.

Mistake: a stop() that comes right after run(), before that, is forgotten.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.in_flight = set()
        self.lock = threading.Lock()
        self.wake = threading.Event()
        self.is_running = False

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        self.is_running = True
        due = time.monotonic()
        while self.is_running:
            with self.lock:
                idle = [item for item in self.items if item.id not in self.in_flight]
                self.in_flight.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.wake.wait(due - time.monotonic())
            self.wake.clear()
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        with self.lock:
            self.in_flight.discard(item.id)

    def stop(self):
        self.is_running = False
        self.wake.set()
