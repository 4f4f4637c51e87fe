"""A panic must not end anything.

Mistake: it is swallowed silently, nobody hears of it.
Fails: reports-panic
"""

import contextlib
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            for item in list(self.items):
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        with contextlib.suppress(BaseException):
            item.health()
        self.busy.discard(item.id)

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.thread.join()
