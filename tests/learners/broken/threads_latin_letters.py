"""The line was typed with the keyboard in the wrong layout, here and there.

Mistake: some of its letters are Latin and only look right.
Fails: stop-message
May fail: stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.over = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.passes, daemon=True)
        self.thread.start()

    def passes(self):
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            for item in list(self.items):
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
        print("Пр\u006fверки \u006fстановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        self.busy.discard(item.id)

    def stop(self):
        self.over.set()
        if self.thread:
            self.thread.join()
