"""run() does the work itself.

Mistake: run() is the endless loop, in the thread of the caller, and does not come back.
Fails: returns
May fail: all
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.stopped = threading.Event()

    def add(self, item):
        self.items.append(item)

    def run(self):
        due = time.monotonic()
        while not self.stopped.wait(max(0, due - time.monotonic())):
            for item in list(self.items):
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
        print("Проверки остановлены")

    def stop(self):
        self.stopped.set()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.busy.discard(item.id)
