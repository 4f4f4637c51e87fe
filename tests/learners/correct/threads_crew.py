"""A crew of threads that take work from a deque; a semaphore counts what is there.

Style: threading.Semaphore and collections.deque, a ticker and a fixed crew.
"""

import contextlib
import threading
import time
from collections import deque

CREW = 40


class CrewChecker:
    def __init__(self, interval):
        self.interval = interval
        self.items = deque()
        self.work = deque()
        self.available = threading.Semaphore(0)
        self.queued = {}
        self.finished = threading.Event()
        self.crew = []
        self.ticker = None

    def add(self, item):
        self.items.append(item)  # deque.append is atomic

    def run(self):
        self.crew = [threading.Thread(target=self.serve, daemon=True) for _ in range(CREW)]
        self.ticker = threading.Thread(target=self.tick, daemon=True)
        self.ticker.start()

    def stop(self):
        self.finished.set()
        if self.ticker:
            self.ticker.join()

    def tick(self):
        for worker in self.crew:
            worker.start()
        moment = time.monotonic()
        while not self.finished.is_set():
            for item in self.copy_of_items():
                if not self.queued.get(item.id):
                    self.queued[item.id] = True
                    self.put(item)
            while moment <= time.monotonic():
                moment += self.interval
            self.finished.wait(moment - time.monotonic())
        self.dismiss()
        print("Проверки остановлены")

    def copy_of_items(self):
        # list() of a deque complains when somebody appends meanwhile: then once more.
        while True:
            with contextlib.suppress(RuntimeError):
                return list(self.items)

    def put(self, job):
        self.work.append(job)
        self.available.release()

    def dismiss(self):
        self.work.clear()
        for _ in self.crew:
            self.put(None)
        deadline = time.monotonic() + 0.5
        for worker in self.crew:
            worker.join(max(0, deadline - time.monotonic()))

    def serve(self):
        while True:
            self.available.acquire()
            try:
                item = self.work.popleft()
            except IndexError:
                # stop() has emptied the deque, and its own jobs are still to come.
                continue
            if item is None or self.finished.is_set():
                return
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            self.queued[item.id] = False
