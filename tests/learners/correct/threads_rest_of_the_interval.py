"""After each pass it sleeps for what is left of the interval.

Style: the time since run(), modulo the interval, on time.perf_counter().
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.passes, daemon=True)
        self.thread.start()

    def stop(self):
        self.over.set()
        if self.thread is not None:
            self.thread.join()

    def passes(self):
        began = time.perf_counter()
        while not self.over.is_set():
            self.start_pass()
            passed = (time.perf_counter() - began) % self.interval
            self.over.wait(self.interval - passed)
        print("Проверки остановлены")

    def start_pass(self):
        with self.lock:
            idle = [item for item in self.items if item.id not in self.busy]
            self.busy.update(item.id for item in idle)
        for item in idle:
            threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            with self.lock:
                self.busy.discard(item.id)
