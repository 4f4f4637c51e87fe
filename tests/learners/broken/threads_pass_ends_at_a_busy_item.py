"""A pass that goes through the items in order.

Mistake: `break` instead of `continue`: a check that still runs ends the pass for later items.
Fails: repeats
May fail: no-overlap, adds-live
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.busy = set()
        self.stopped = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stopped.is_set():
            self.make_a_pass()
            due += self.interval
            self.stopped.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def make_a_pass(self):
        with self.lock:
            items = list(self.items)
        for item in items:
            with self.lock:
                if item.id in self.busy or self.stopped.is_set():
                    break
                self.busy.add(item.id)
            threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            with self.lock:
                self.busy.discard(item.id)

    def stop(self):
        if self.thread is None:
            return
        self.stopped.set()
        self.thread.join()
        self.thread = None
