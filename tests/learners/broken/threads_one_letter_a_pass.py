"""A queue of new items, which the owner reads at each tick.

Mistake: it takes one item out at each tick, however many there are.
Fails: adds-live
May fail: no-lost-add
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.new_items = queue.Queue()
        self.busy = set()
        self.event = threading.Event()
        self.thread = None

    def add(self, item):
        self.new_items.put(item)

    def run(self):
        while not self.new_items.empty():
            self.items.append(self.new_items.get())
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.event.wait(max(0, due - time.monotonic())):
            try:
                self.items.append(self.new_items.get_nowait())
            except queue.Empty:
                pass
            for item in self.items:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.event.set()
        if self.thread:
            self.thread.join()
