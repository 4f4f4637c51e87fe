"""A thread for each item at each tick.

Mistake: an item whose last check still runs is started again.
Fails: no-overlap
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self._loop, daemon=True)
        self.thread.start()

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.thread.join()

    def _loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            with self.lock:
                items = list(self.items)
            for item in items:
                threading.Thread(target=self._check, args=(item,), daemon=True).start()
            due += self.interval
            self.stop_event.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def _check(self, item):
        try:
            if not item.health():
                print(f"{item.id} не работает")
        except BaseException as error:
            print(f"{item.id}: паника: {error}")
