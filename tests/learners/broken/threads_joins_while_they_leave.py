"""Each check strikes itself off when it ends, and stop() joins those that are there.

Mistake: it walks over a dictionary that changes meanwhile, and raises RuntimeError.
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
                for item in self.items:
                    if item.id not in self.workers:
                        worker = threading.Thread(target=self.check, args=(item,), daemon=True)
                        self.workers[item.id] = worker
                        worker.start()
            while due <= time.monotonic():
                due += self.interval
            self.stopped.wait(due - time.monotonic())

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        with self.lock:
            del self.workers[item.id]

    def stop(self):
        if self.thread is None or self.stopped.is_set():
            return
        self.stopped.set()
        self.thread.join()
        for worker in self.workers.values():
            worker.join(0.5)
        print("Проверки остановлены")
