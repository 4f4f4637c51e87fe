"""Everything is under the lock, to be safe.

Mistake: health() is called with the lock held, so one check waits for the other.
Fails: parallel
May fail: repeats, adds-live, no-lost-add, no-overlap, stop-ends, stop-prompt, recovers
"""

import threading
import time


class SafeChecker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.busy_lock = threading.Lock()
        self.items = []
        self.busy = set()
        self.quit = threading.Event()
        self.loop_thread = None

    def add(self, item):
        with self.busy_lock:
            self.items.append(item)

    def run(self):
        self.loop_thread = threading.Thread(target=self.loop, daemon=True)
        self.loop_thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.quit.is_set():
            with self.busy_lock:
                idle = [item for item in self.items if item.id not in self.busy]
                self.busy.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.quit.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        with self.lock:
            if self.quit.is_set():
                return
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error}")
        with self.busy_lock:
            self.busy.discard(item.id)

    def stop(self):
        self.quit.set()
        if self.loop_thread is not None:
            self.loop_thread.join()
