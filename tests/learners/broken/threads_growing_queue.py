"""A ticker fills the queue, a crew empties it.

Mistake: each tick queues what is not done too; the queue grows, two workers check one item at once.
Fails: no-overlap
"""

import queue
import threading
import time

CREW = 32


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.work = queue.Queue()
        self.stopped = threading.Event()
        self.ticker = threading.Thread(target=self.tick, daemon=True)

    def add(self, item):
        self.items.append(item)

    def run(self):
        for _ in range(CREW):
            threading.Thread(target=self.serve, daemon=True).start()
        self.ticker.start()

    def tick(self):
        due = time.monotonic()
        while not self.stopped.is_set():
            for item in self.items[:]:
                self.work.put(item)
            while due <= time.monotonic():
                due += self.interval
            self.stopped.wait(due - time.monotonic())
        for _ in range(CREW):
            self.work.put(None)
        print("Проверки остановлены")

    def serve(self):
        while (item := self.work.get()) is not None:
            if self.stopped.is_set():
                continue
            try:
                item.health()
            except BaseException as e:
                print(f"{item.id}: {e!r}")

    def stop(self):
        self.stopped.set()
        if self.ticker.is_alive():
            self.ticker.join()
