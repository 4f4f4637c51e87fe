"""An error in a thread is printed by Python itself, with a traceback.

Mistake: that is true of every error but SystemExit, which a thread swallows without a word.
Fails: reports-panic
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.threads = {}
        self.end = threading.Event()
        self.owner = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self.loop, daemon=True)
        self.owner.start()

    def loop(self):
        due = time.monotonic()
        while not self.end.is_set():
            with self.lock:
                items = list(self.items)
            for item in items:
                thread = self.threads.get(item.id)
                if thread is None or not thread.is_alive():
                    thread = threading.Thread(target=item.health, daemon=True)
                    self.threads[item.id] = thread
                    thread.start()
            while due <= time.monotonic():
                due += self.interval
            self.end.wait(due - time.monotonic())
        print("Проверки остановлены")

    def stop(self):
        self.end.set()
        if self.owner:
            self.owner.join()
