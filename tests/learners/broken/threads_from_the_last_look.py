"""It looks at the clock every few milliseconds.

Mistake: the next pass counts from the look that noticed the last one, which is late.
Fails: repeats
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.passes, daemon=True)
        self.thread.start()

    def stop(self):
        self.over.set()
        if self.thread is not None:
            self.thread.join()

    def passes(self):
        last = time.monotonic() - self.interval
        while not self.over.wait(0.03):
            if time.monotonic() - last >= self.interval:
                last = time.monotonic()
                self.start_pass()
        print("Проверки остановлены")

    def start_pass(self):
        with self.lock:
            idle = [item for item in self.items if item.id not in self.busy]
            self.busy.update(item.id for item in idle)
        for item in idle:
            threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            with self.lock:
                self.busy.discard(item.id)
