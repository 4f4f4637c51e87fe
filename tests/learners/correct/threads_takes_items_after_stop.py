"""A thread for each item; what is added after stop() is checked, about which nothing is said.

Style: each run of an item has an event of its own, and stop() sets those that are there.
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.loops = []
        self.begin = None
        self.is_on = False

    def add(self, item):
        with self.lock:
            if self.begin is None:
                self.items.append(item)
            else:
                passed = int((time.monotonic() - self.begin) / self.interval)
                self.start(item, passed + 1)

    def run(self):
        with self.lock:
            self.is_on = True
            self.begin = time.monotonic()
            for item in self.items:
                self.start(item, 0)

    def start(self, item, tick):
        over = threading.Event()
        thread = threading.Thread(target=self.watch, args=(item, tick, over), daemon=True)
        self.loops.append((thread, over))
        thread.start()

    def watch(self, item, tick, over):
        while not over.wait(max(0, self.begin + tick * self.interval - time.monotonic())):
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            passed = int((time.monotonic() - self.begin) / self.interval)
            tick = max(tick, passed) + 1

    def stop(self):
        with self.lock:
            was_on, self.is_on = self.is_on, False
            loops, self.loops = self.loops, []
            for _, over in loops:
                over.set()
        # A thread whose check hangs does not end, and makes no other check.
        deadline = time.monotonic() + 1
        for thread, _ in loops:
            thread.join(max(0, deadline - time.monotonic()))
        if was_on:
            print("Проверки остановлены")
