"""A crew that waits for work.

Mistake: stop() ends the ticker, and nobody tells the crew: its threads wait forever.
Fails: stop-ends
May fail: stop-prompt, stops
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.jobs = queue.SimpleQueue()
        self.pending = set()
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.ticker = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        for n in range(50):
            threading.Thread(target=self.crew, name=f"crew-{n}", daemon=True).start()
        self.ticker = threading.Thread(target=self.tick, daemon=True)
        self.ticker.start()

    def tick(self):
        due = time.monotonic()
        while not self.over.is_set():
            with self.lock:
                idle = [item for item in self.items if item.id not in self.pending]
                self.pending.update(item.id for item in idle)
            for item in idle:
                self.jobs.put(item)
            while due <= time.monotonic():
                due += self.interval
            self.over.wait(due - time.monotonic())
        print("Проверки остановлены")

    def crew(self):
        while True:
            item = self.jobs.get()
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error}")
            with self.lock:
                self.pending.discard(item.id)

    def stop(self):
        self.over.set()
        if self.ticker:
            self.ticker.join()
