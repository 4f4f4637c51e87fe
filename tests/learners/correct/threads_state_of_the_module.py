"""One checker a program, so everything that it knows stands in the module.

Style: module-level list, lock and event; the class only has the interval.
"""

import threading
import time

items = []
busy = set()
lock = threading.Lock()
stopping = threading.Event()


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.thread = threading.Thread(target=self.passes, daemon=True)

    def add(self, item):
        with lock:
            items.append(item)

    def run(self):
        self.thread.start()

    def passes(self):
        due = time.monotonic()
        while not stopping.is_set():
            with lock:
                idle = [item for item in items if item.id not in busy]
                busy.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            stopping.wait(due - time.monotonic())
        print("Проверки остановлены")

    def stop(self):
        stopping.set()
        if self.thread.is_alive():
            self.thread.join()


def check(item):
    try:
        item.health()
    except BaseException as error:
        print(f"{item.id}: {error!r}")
    finally:
        with lock:
            busy.discard(item.id)
