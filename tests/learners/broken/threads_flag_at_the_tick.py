"""A flag that the loop reads.

Mistake: the loop sleeps for the whole interval and sees the flag only at the next tick.
Fails: stop-prompt
May fail: stop-ends, stop-message
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.is_running = False
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.is_running = True
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while self.is_running:
            for item in list(self.items):
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            time.sleep(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(f"{item.id}: {e}")
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.is_running = False
        if self.thread:
            self.thread.join()
