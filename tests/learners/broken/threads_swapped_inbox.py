"""New items wait in an inbox until the next pass.

Mistake: the inbox is emptied after the new items were started, and what came between is lost.
Fails: no-lost-add
May fail: adds-live
"""

import threading
import time


class InboxChecker:
    def __init__(self, interval):
        self.interval = interval
        self.inbox = []
        self.items = []
        self.running = {}
        self.stop_requested = threading.Event()
        self.worker = None

    def add(self, item):
        self.inbox.append(item)

    def run(self):
        self.worker = threading.Thread(target=self.main, daemon=True)
        self.worker.start()

    def main(self):
        deadline = time.monotonic()
        while not self.stop_requested.wait(max(0, deadline - time.monotonic())):
            for item in self.items:
                if not self.running[item.id].is_alive():
                    self.start(item)
            new = list(self.inbox)
            for item in new:
                self.start(item)
            self.items.extend(new)
            self.inbox = []
            while deadline <= time.monotonic():
                deadline += self.interval
        print("Проверки остановлены")

    def start(self, item):
        self.running[item.id] = threading.Thread(target=self.check, args=(item,), daemon=True)
        self.running[item.id].start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id} failed with {error!r}")

    def stop(self):
        self.stop_requested.set()
        if self.worker:
            self.worker.join()
