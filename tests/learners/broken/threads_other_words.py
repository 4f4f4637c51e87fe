"""An English speaker wrote this.

Mistake: the message has other words than those that were asked for.
Fails: stop-message
May fail: stop-twice, stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            for item in list(self.items):
                check = self.checks.get(item.id)
                if check is None or not check.is_alive():
                    check = threading.Thread(target=self.check, args=(item,), daemon=True)
                    self.checks[item.id] = check
                    check.start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        print("Checks stopped")

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(f"[{item.id}] {type(e).__name__}: {e}")

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.thread.join()
