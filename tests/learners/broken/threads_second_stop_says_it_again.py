"""stop() waits for the thread and then says so.

Mistake: a second stop() says it a second time.
Fails: stop-twice
May fail: stop-message
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.busy = set()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.loop, daemon=True)

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread.start()

    def loop(self):
        start, n = time.monotonic(), 0
        while not self.done.is_set():
            with self.lock:
                for item in self.items:
                    if item.id not in self.busy:
                        self.busy.add(item.id)
                        threading.Thread(target=self.check, args=(item,), daemon=True).start()
            n = max(n, int((time.monotonic() - start) / self.interval)) + 1
            self.done.wait(max(0, start + n * self.interval - time.monotonic()))

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(f"{item.id}: {e}")
        with self.lock:
            self.busy.discard(item.id)

    def stop(self):
        self.done.set()
        self.thread.join()
        print("Проверки остановлены")
