"""Items by their ids.

Mistake: the pass iterates over the dict itself, and an add() meanwhile ends it with an error.
Fails: no-lost-add
May fail: adds-live, repeats
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = {}
        self.busy = {}
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        self.items[item.id] = item

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            for item_id, item in self.items.items():
                if not self.busy.get(item_id):
                    self.busy[item_id] = True
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        self.busy[item.id] = False

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.thread.join()
