"""It does not repeat itself.

Mistake: an item that has raised once is never reported again, although it was well meanwhile.
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
                is_new = item.id not in vars(self).setdefault("reported", set())
                self.reported.add(item.id)
            if is_new:
                print(f"{item.id}: {error}")
        finally:
            with self.lock:
                self.busy.discard(item.id)
