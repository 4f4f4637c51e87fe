"""A thread for each check, as the assignment wants.

Mistake: each thread is joined right after its start, so there is never more than one.
Fails: parallel
May fail: repeats, adds-live, no-lost-add, no-overlap, stop-ends, stop-message, stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.lock = threading.Lock()
        self.items: list = []
        self.done = threading.Event()

    def add(self, item) -> None:
        with self.lock:
            self.items.append(item)

    def run(self) -> None:
        threading.Thread(target=self.passes, daemon=True).start()

    def passes(self) -> None:
        next_time = time.monotonic()
        while not self.done.is_set():
            with self.lock:
                items = self.items[:]
            for item in items:
                if self.done.is_set():
                    break
                thread = threading.Thread(target=self.check, args=(item,), daemon=True)
                thread.start()
                thread.join()
            while next_time <= time.monotonic():
                next_time += self.interval
            self.done.wait(next_time - time.monotonic())
        print("Проверки остановлены")

    def check(self, item) -> None:
        try:
            item.health()
        except BaseException as error:
            print(f"Паника: {item.id}: {error}")

    def stop(self) -> None:
        self.done.set()
