"""A background thread with a for loop.

Mistake: the items are checked one after another.
Fails: parallel
May fail: repeats, adds-live, no-lost-add, no-overlap, stop-ends, stop-message, stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.stop_flag = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_flag.is_set():
            for item in list(self.items):
                if self.stop_flag.is_set():
                    break
                self.check(item)
            while due <= time.monotonic():
                due += self.interval
            self.stop_flag.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    def stop(self):
        self.stop_flag.set()
        if self.thread:
            self.thread.join(timeout=1)
