"""An item that is being checked is marked as busy.

Mistake: the mark is not taken away after a panic, so the item is never checked again.
Fails: recovers
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            for item in self.items[:]:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
            self.busy.discard(item.id)
        except BaseException as error:
            print(f"{item.id}: паника: {error}")

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.thread.join()
