"""The owner collects what the checks have found.

Mistake: a result that is an error is raised in the owner, whose only try is around its loop.
Fails: recovers
May fail: reports-panic, stop-message, stop-twice
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.results = queue.Queue()
        self.stopping = threading.Event()
        self.owner = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self.own, daemon=True)
        self.owner.start()

    def own(self):
        try:
            self.loop()
        except BaseException as error:
            print(f"Паника: {error}")
        print("Проверки остановлены")

    def loop(self):
        due = time.monotonic()
        while not self.stopping.wait(max(0, due - time.monotonic())):
            while not self.results.empty():
                error = self.results.get()
                if error:
                    raise error
            for item in self.items.copy():
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval

    def check(self, item):
        error = None
        try:
            item.health()
        except BaseException as raised:
            error = raised
        self.busy.discard(item.id)
        self.results.put(error)

    def stop(self):
        self.stopping.set()
        if self.owner:
            self.owner.join()
