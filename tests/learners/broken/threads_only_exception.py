"""`except Exception` catches everything, does it not?

Mistake: SystemExit is no Exception, and it ends the thread of its item without a word.
Fails: recovers, reports-panic
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.start = None
        self.cancelled = threading.Event()
        self.announced = False

    def add(self, item):
        with self.lock:
            self.items.append(item)
            if self.start is not None:
                self.go(item)

    def run(self):
        with self.lock:
            self.start = time.monotonic()
            for item in self.items:
                self.go(item)

    def go(self, item):
        threading.Thread(target=self.goroutine, args=(item,), daemon=True).start()

    def goroutine(self, item):
        passes = 0
        while not self.cancelled.wait(max(0, self.at(passes) - time.monotonic())):
            try:
                item.health()
            except Exception as e:
                print(f"Ошибка проверки {item.id}: {e}")
            passes = max(passes, int((time.monotonic() - self.start) / self.interval)) + 1

    def at(self, passes):
        return self.start + passes * self.interval

    def stop(self):
        self.cancelled.set()
        with self.lock:
            if not self.announced:
                self.announced = True
                print("Проверки остановлены")
