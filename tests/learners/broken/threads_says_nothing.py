"""Everything is there but the last line.

Mistake: the message is never printed.
Fails: stop-message
May fail: stop-twice, stop-prompt
"""

import threading
import time


class QuietChecker:
    def __init__(self, interval):
        self.interval = interval
        self._items = []
        self._busy = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = None

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def run(self):
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._thread.start()

    def _loop(self):
        due = time.monotonic()
        while not self._stop.is_set():
            with self._lock:
                idle = [item for item in self._items if item.id not in self._busy]
                self._busy.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self._check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self._stop.wait(due - time.monotonic())

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        with self._lock:
            self._busy.discard(item.id)

    def stop(self):
        self._stop.set()
        if self._thread:
            self._thread.join()
