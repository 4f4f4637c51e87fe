"""The owner has its own copy of the items, so there is no race.

Mistake: the copy is made once, when it starts; what is added later is never checked.
Fails: adds-live
May fail: no-lost-add
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.workers = {}
        self.stop_event = threading.Event()
        self.owner = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        with self.lock:
            copy = tuple(self.items)
        self.owner = threading.Thread(target=self.own, args=(copy,), daemon=True)
        self.owner.start()

    def own(self, items):
        start = time.monotonic()
        number = 0
        while not self.stop_event.is_set():
            for item in items:
                worker = self.workers.get(item.id)
                if worker is None or not worker.is_alive():
                    self.workers[item.id] = threading.Thread(
                        target=self.check, args=(item,), daemon=True
                    )
                    self.workers[item.id].start()
            number = max(number, int((time.monotonic() - start) / self.interval)) + 1
            self.stop_event.wait(max(0, start + number * self.interval - time.monotonic()))
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")

    def stop(self):
        self.stop_event.set()
        if self.owner:
            self.owner.join()
