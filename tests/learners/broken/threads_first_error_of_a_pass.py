"""One line for each pass, so that the output stays short.

Mistake: of several errors in one pass only the first is printed.
Fails: reports-panic
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
        due = time.monotonic()
        while not self.over.is_set():
            self.start_pass()
            while due <= time.monotonic():
                due += self.interval
            self.over.wait(due - time.monotonic())
        print("Проверки остановлены")

    def start_pass(self):
        self.has_reported = False
        with self.lock:
            idle = [item for item in self.items if item.id not in self.busy]
            self.busy.update(item.id for item in idle)
        for item in idle:
            threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            with self.lock:
                is_first, self.has_reported = not self.has_reported, True
            if is_first:
                print(f"{item.id}: {error}")
        finally:
            with self.lock:
                self.busy.discard(item.id)
