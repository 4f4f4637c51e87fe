"""A long-lived thread for each item.

Mistake: each of these threads prints the message when it ends.
Fails: stop-message
May fail: stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.begin = None
        self.stop_event = threading.Event()

    def add(self, item):
        with self.lock:
            self.items.append(item)
            if self.begin is not None:
                self.launch(item)

    def run(self):
        with self.lock:
            self.begin = time.monotonic()
            for item in self.items:
                self.launch(item)

    def launch(self, item):
        threading.Thread(target=self.watch, args=(item,), daemon=True).start()

    def watch(self, item):
        n = 0
        while not self.stop_event.is_set():
            try:
                item.health()
            except BaseException as e:
                print(f"{item.id}: {e}")
            n = max(n, int((time.monotonic() - self.begin) / self.interval)) + 1
            self.stop_event.wait(max(0, self.begin + n * self.interval - time.monotonic()))
        print("Проверки остановлены")

    def stop(self):
        self.stop_event.set()
