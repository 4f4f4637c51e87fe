"""A tidy loop that waits first.

Mistake: the loop waits for an interval before its first pass.
Fails: first-pass
May fail: all
"""

import threading
import time


class HealthChecker:
    def __init__(self, interval):
        self._interval = interval
        self._items = []
        self._lock = threading.Lock()
        self._running = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def run(self):
        self._thread.start()

    def stop(self):
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _loop(self):
        start = time.monotonic()
        tick = 1
        while not self._stop.wait(max(0, start + tick * self._interval - time.monotonic())):
            with self._lock:
                idle = [item for item in self._items if item.id not in self._running]
                self._running.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self._check, args=(item,), daemon=True).start()
            tick = max(tick, int((time.monotonic() - start) / self._interval)) + 1
        print("Проверки остановлены")

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print("panic:", item.id, error)
        with self._lock:
            self._running.discard(item.id)
