"""A clean end: every thread is joined.

Mistake: stop() waits for all checks, and one that hangs never ends.
Fails: stop-prompt
May fail: stop-message, stop-ends, stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.workers = {}
        self.stopped = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stopped.is_set():
            with self.lock:
                items = list(self.items)
            for item in items:
                worker = self.workers.get(item.id)
                if worker is None or not worker.is_alive():
                    worker = threading.Thread(target=self.check, args=(item,), daemon=True)
                    self.workers[item.id] = worker
                    worker.start()
            while due <= time.monotonic():
                due += self.interval
            self.stopped.wait(due - time.monotonic())
        for worker in self.workers.values():
            worker.join()
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    def stop(self):
        self.stopped.set()
        if self.thread:
            self.thread.join()
