"""Each of the first items has 120 threads, one of which does its next check.

Style: a crew for each item, and hundreds of threads.
"""

import queue
import threading
import time

CREW = 120


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.work = {}
        self.busy = set()
        self.over = threading.Event()
        self.ticker = None

    def add(self, item):
        with self.lock:
            self.work[item] = queue.SimpleQueue()

    def run(self):
        self.ticker = threading.Thread(target=self.tick, daemon=True)
        self.ticker.start()

    def tick(self):
        due, crews = time.monotonic(), {}
        while not self.over.is_set():
            with self.lock:
                now = list(self.work.items())
            for item, work in now:
                if item not in crews:
                    crews[item] = CREW if len(crews) < 3 else 1
                    self.hire(crews[item], item, work)
                if item not in self.busy:
                    self.busy.add(item)
                    work.put(True)
            while due <= time.monotonic():
                due += self.interval
            self.over.wait(due - time.monotonic())
        for item, size in crews.items():
            for _ in range(size):
                self.work[item].put(False)
        print("Проверки остановлены")

    def hire(self, size, item, work):
        for _ in range(size):
            threading.Thread(target=self.serve, args=(item, work), daemon=True).start()

    def serve(self, item, work):
        while work.get() and not self.over.is_set():
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            self.busy.discard(item)

    def stop(self):
        self.over.set()
        if self.ticker:
            self.ticker.join()
