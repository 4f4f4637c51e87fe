"""stop() forgets the thread when it has ended, so that a second stop() finds nothing to do.

Mistake: of two calls at the same moment both find the thread, and both print.
Fails: stop-twice
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
        self.end = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.passes, daemon=True)
        self.thread.start()

    def passes(self):
        start = time.monotonic()
        number = 0
        while not self.end.wait(max(0, start + number * self.interval - time.monotonic())):
            with self.lock:
                idle = [item for item in self.items if item.id not in self.in_flight]
                self.in_flight.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            number = max(number, int((time.monotonic() - start) / self.interval)) + 1

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        with self.lock:
            self.in_flight.discard(item.id)

    def stop(self):
        thread = self.thread
        if thread is None:
            return
        self.end.set()
        thread.join()
        self.thread = None
        print("Проверки остановлены")
