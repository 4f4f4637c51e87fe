"""The set of what is in flight is made by the first pass that misses it.

Style: asks forgiveness: an AttributeError that is caught is no mistake.
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
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
                try:
                    self.busy.discard(None)
                except AttributeError:
                    self.busy = set()
                items = [item for item in self.items if item.id not in self.busy]
                self.busy.update(item.id for item in items)
            for item in items:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            due += self.interval
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
