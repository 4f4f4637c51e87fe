"""One loop on a timetable.

Mistake: `self.` is missing in the loop, so the first pass is the last one.
Fails: repeats
May fail: all
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.lock = threading.Lock()
        self.end = threading.Event()
        self.owner = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self.loop, daemon=True)
        self.owner.start()

    def loop(self):
        due = time.monotonic()
        while not self.end.is_set():
            with self.lock:
                items = [item for item in self.items if item.id not in self.busy]
                self.busy.update(item.id for item in items)
            for item in items:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            due += interval  # noqa: F821
            self.end.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def check(self, item):
        try:
            if self.end.is_set():
                return
            item.health()
        except BaseException as error:
            print(item.id, repr(error))
        finally:
            with self.lock:
                self.busy.discard(item.id)

    def stop(self):
        if self.owner is None or self.end.is_set():
            return
        self.end.set()
        self.owner.join()
