"""A thread for each item, which keeps its own time.

Mistake: a check that took too long is followed by the next one without a wait: it is made up for.
Fails: no-overlap
May fail: stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.threads = []
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.runs = False

    def add(self, item):
        with self.lock:
            self.items.append(item)
            if self.runs:
                self.watch_in_a_thread(item)

    def run(self):
        with self.lock:
            self.runs = True
            for item in self.items:
                self.watch_in_a_thread(item)

    def watch_in_a_thread(self, item):
        thread = threading.Thread(target=self.watch, args=(item,), daemon=True)
        self.threads.append(thread)
        thread.start()

    def watch(self, item):
        due = time.monotonic()
        while not self.over.is_set():
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            due = max(due + self.interval, time.monotonic())
            self.over.wait(due - time.monotonic())

    def stop(self):
        if self.over.is_set() or not self.runs:
            return
        self.over.set()
        end = time.monotonic() + 0.4
        for thread in self.threads:
            thread.join(max(0.0, end - time.monotonic()))
        print("Проверки остановлены")
