"""A second thread writes a line of statistics after each pass.

Mistake: it sleeps when stop() comes, and looks at the event only at the next tick.
Fails: stop-ends
May fail: stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.running = {}
        self.failed = 0
        self.done = threading.Event()
        self.main = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.main = threading.Thread(target=self.loop, daemon=True)
        self.main.start()
        threading.Thread(target=self.count, name="statistics", daemon=True).start()

    def count(self):
        while not self.done.is_set():
            time.sleep(self.interval)
            if self.failed:
                print("failed so far:", self.failed)

    def loop(self):
        tick = time.monotonic()
        while not self.done.wait(max(0, tick - time.monotonic())):
            for item in list(self.items):
                if item.id not in self.running or not self.running[item.id].is_alive():
                    self.running[item.id] = threading.Thread(
                        target=self.check, args=(item,), daemon=True
                    )
                    self.running[item.id].start()
            while tick <= time.monotonic():
                tick += self.interval
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            self.failed += 1
            print(f"{item.id}: {error}")

    def stop(self):
        self.done.set()
        if self.main:
            self.main.join()
