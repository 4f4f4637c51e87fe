"""A panic is reported, after a fashion.

Mistake: what is printed does not say what the error was.
Fails: reports-panic
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.futures = {}
        self.lock = threading.Lock()
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            with self.lock:
                items = list(self.items)
            for item in items:
                if item.id not in self.futures or not self.futures[item.id].is_alive():
                    self.futures[item.id] = threading.Thread(
                        target=self.check, args=(item,), daemon=True
                    )
                    self.futures[item.id].start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException:
            print("Что-то пошло не так")

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.thread.join()
