"""An inbox that the pass takes over, and a crew that does the checks.

Mistake: an item that is added between the loop over the inbox and clear() is lost.
Fails: no-lost-add
"""

import queue
import threading
import time

CREW = 40


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.inbox = []
        self.items = []
        self.work = queue.Queue()
        self.busy = set()
        self.over = threading.Event()
        self.owner = None

    def add(self, item):
        self.inbox.append(item)

    def run(self):
        for _ in range(CREW):
            threading.Thread(target=self.serve, daemon=True).start()
        self.owner = threading.Thread(target=self.loop, daemon=True)
        self.owner.start()

    def loop(self):
        due = time.monotonic()
        while not self.over.is_set():
            for item in self.inbox:
                self.items.append(item)
            self.inbox.clear()
            for item in self.items:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    self.work.put(item)
            due += self.interval
            while due <= time.monotonic():
                due += self.interval
            self.over.wait(due - time.monotonic())
        for _ in range(CREW):
            self.work.put(None)
        print("Проверки остановлены")

    def serve(self):
        while True:
            item = self.work.get()
            if item is None or self.over.is_set():
                return
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error!r}")
            self.busy.discard(item.id)

    def stop(self):
        self.over.set()
        if self.owner:
            self.owner.join()
