"""stop() gives checks in flight some time to end.

Mistake: five seconds are more than stop() may take when a check hangs.
Fails: stop-prompt
May fail: stop-message, stop-ends
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.workers = {}
        self.stopped = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stopped.is_set():
            for item in list(self.items):
                worker = self.workers.get(item.id)
                if worker is None or not worker.is_alive():
                    worker = threading.Thread(target=self.check, args=(item,), daemon=True)
                    self.workers[item.id] = worker
                    worker.start()
            while due <= time.monotonic():
                due += self.interval
            self.stopped.wait(due - time.monotonic())
        give_up = time.monotonic() + 5
        for worker in self.workers.values():
            worker.join(max(0, give_up - time.monotonic()))
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
