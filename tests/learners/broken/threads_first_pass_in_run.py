"""The first pass is done by run(), the others in the background.

Mistake: run() waits for the checks of the first pass before it starts the thread.
Fails: returns
May fail: all
"""

import threading
import time


class Checker:
    def __init__(self, interval: float):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.checks = {}
        self.event = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        begin = time.monotonic()
        self.check_all()
        for check in self.checks.values():
            check.join()
        self.thread = threading.Thread(target=self.loop, args=(begin,), daemon=True)
        self.thread.start()

    def stop(self):
        self.event.set()
        if self.thread:
            self.thread.join()

    def loop(self, due):
        while True:
            while due <= time.monotonic():
                due += self.interval
            if self.event.wait(due - time.monotonic()):
                break
            self.check_all()
        for check in self.checks.values():
            check.join(0.01)
        print("Проверки остановлены")

    def check_all(self):
        with self.lock:
            items = list(self.items)
        for item in items:
            if item.id not in self.checks or not self.checks[item.id].is_alive():
                self.checks[item.id] = threading.Thread(
                    target=self.check, args=(item,), daemon=True
                )
                self.checks[item.id].start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
