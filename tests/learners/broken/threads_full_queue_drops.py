"""add() never blocks: as Go's select with a default.

Mistake: the queue of new items holds eight, and what does not fit is thrown away.
Fails: no-lost-add
May fail: adds-live
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.added = queue.Queue(maxsize=8)
        self.is_running = False
        self.busy = set()
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            if not self.is_running:
                self.items.append(item)
                return
        try:
            self.added.put_nowait(item)
        except queue.Full:
            pass  # try again later

    def run(self):
        with self.lock:
            self.is_running = True
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stopped.is_set():
            while not self.added.empty():
                self.items.append(self.added.get())
            for item in self.items:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.stopped.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.stopped.set()
        if self.thread:
            self.thread.join()
