"""Every service has its own thread that lives as long as the checker runs.

Style: a long-lived thread per item, all on one grid of moments.
"""

import math
import threading
import time
import traceback


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.threads = []
        self.started_at = None
        self.stop_event = threading.Event()
        self.said = False

    def add(self, item):
        with self.lock:
            self.items.append(item)
            if self.started_at is not None:
                self._launch(item, self._next_tick())

    def run(self):
        with self.lock:
            self.started_at = time.monotonic()
            for item in self.items:
                self._launch(item, 0)

    def stop(self):
        with self.lock:
            if self.started_at is None or self.said:
                return
            self.said = True
            self.stop_event.set()
            threads = list(self.threads)
        give_up = time.monotonic() + 0.5
        for thread in threads:
            thread.join(max(0.0, give_up - time.monotonic()))
        print("Проверки остановлены")

    def _launch(self, item, tick):
        thread = threading.Thread(target=self._watch, args=(item, tick), daemon=True)
        self.threads.append(thread)
        thread.start()

    def _next_tick(self):
        return math.floor((time.monotonic() - self.started_at) / self.interval) + 1

    def _watch(self, item, tick):
        while not self.stop_event.wait(self._seconds_until(tick)):
            try:
                item.health()
            except BaseException:
                traceback.print_exc()
            tick = max(tick + 1, self._next_tick())

    def _seconds_until(self, tick):
        return max(0.0, self.started_at + tick * self.interval - time.monotonic())
