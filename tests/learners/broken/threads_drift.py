"""Checks, then waits, then checks.

Mistake: it waits a whole interval after the checks have ended, so each pass comes later.
Fails: repeats
May fail: no-overlap
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.threads = {}
        self.stop_event = threading.Event()
        self.main = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.main = threading.Thread(target=self.loop, daemon=True)
        self.main.start()

    def stop(self):
        self.stop_event.set()
        if self.main:
            self.main.join()

    def loop(self):
        while not self.stop_event.is_set():
            self.one_pass()
            self.wait_for_checks(self.interval)
            self.stop_event.wait(self.interval)
        self.wait_for_checks(0.3)
        print("Проверки остановлены")

    def one_pass(self):
        with self.lock:
            items = list(self.items)
        for item in items:
            if item.id not in self.threads:
                thread = threading.Thread(target=self.check, args=(item,), daemon=True)
                self.threads[item.id] = thread
                thread.start()

    def wait_for_checks(self, seconds):
        deadline = time.monotonic() + seconds
        for name, thread in list(self.threads.items()):
            while thread.is_alive() and time.monotonic() < deadline:
                thread.join(0.01)
                if self.stop_event.is_set():
                    deadline = min(deadline, time.monotonic() + 0.3)
            if not thread.is_alive():
                del self.threads[name]

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
