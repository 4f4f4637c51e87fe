"""A try, so that a panic is not the end.

Mistake: it is around the loop of the item's thread, so one panic ends the checks of that item.
Fails: recovers
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.begin = None
        self.stop_event = threading.Event()
        self.said = False

    def add(self, item):
        with self.lock:
            self.items.append(item)
            if self.begin is not None:
                threading.Thread(target=self.watch, args=(item,), daemon=True).start()

    def run(self):
        with self.lock:
            self.begin = time.monotonic()
            for item in self.items:
                threading.Thread(target=self.watch, args=(item,), daemon=True).start()

    def watch(self, item):
        n = 0
        try:
            while not self.stop_event.is_set():
                item.health()
                n = max(n, int((time.monotonic() - self.begin) / self.interval)) + 1
                self.stop_event.wait(max(0, self.begin + n * self.interval - time.monotonic()))
        except BaseException as error:
            print(f"panic in {item.id}: {error}")

    def stop(self):
        with self.lock:
            if not self.said:
                self.said = True
                self.stop_event.set()
                print("Проверки остановлены")
