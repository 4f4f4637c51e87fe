"""A new list for each item, as append() does it in Go.

Mistake: add() reads the list, builds a longer one and stores it; two at once lose an item.
Fails: no-lost-add
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.in_progress = set()
        self.context = threading.Event()
        self.goroutine = None

    def add(self, item):
        items = self.items
        items = [*items, item]
        self.items = items

    def run(self):
        self.goroutine = threading.Thread(target=self.background, daemon=True)
        self.goroutine.start()

    def background(self):
        tick = time.monotonic()
        while not self.context.is_set():
            for item in self.items:
                if item.id not in self.in_progress:
                    self.in_progress.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while tick <= time.monotonic():
                tick += self.interval
            self.context.wait(tick - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as err:
            print("recovered:", item.id, err)
        finally:
            self.in_progress.discard(item.id)

    def stop(self):
        self.context.set()
        if self.goroutine:
            self.goroutine.join()
