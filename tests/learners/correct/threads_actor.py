"""An owner thread with a mailbox: who wants something of it writes a letter.

Style: actor with a mailbox (queue.Queue), a daemon thread for each check.
"""

import queue
import threading
import time

GRACE = 0.5


class HealthChecker:
    """Only the owner touches the items, so nothing here needs a lock."""

    def __init__(self, interval: float):
        self.interval = interval
        self._mailbox = queue.Queue()
        self._items = []
        self._running = set()
        self._stop_by = None
        self._owner = None

    def add(self, item):
        self._mailbox.put(("add", item))

    def run(self):
        self._owner = threading.Thread(target=self._work, name="owner", daemon=True)
        self._owner.start()

    def stop(self):
        self._mailbox.put(("stop", None))
        if self._owner is not None:
            self._owner.join()

    def _work(self):
        due = time.monotonic()
        while self._stop_by is None:
            left = due - time.monotonic()
            if left > 0:
                self._read_one(left)
                continue
            for _ in range(self._mailbox.qsize()):
                self._read_one(0)
            if self._stop_by is None:
                self._start_pass()
            while due <= time.monotonic():
                due += self.interval
        while self._running and time.monotonic() < self._stop_by:
            self._read_one(self._stop_by - time.monotonic())
        print("Проверки остановлены")

    def _read_one(self, timeout):
        try:
            word, value = self._mailbox.get(timeout=max(timeout, 0))
        except queue.Empty:
            return
        if word == "add":
            self._items.append(value)
        elif word == "done":
            self._running.discard(value)
        elif self._stop_by is None:
            self._stop_by = time.monotonic() + GRACE

    def _start_pass(self):
        for number, item in enumerate(self._items):
            if number not in self._running:
                self._running.add(number)
                threading.Thread(target=self._check, args=(number, item), daemon=True).start()

    def _check(self, number, item):
        try:
            healthy = item.health()
            if not healthy:
                print(f"{item.id}: не отвечает")
        except BaseException as error:
            print(f"{item.id}: паника: {error!r}")
        finally:
            self._mailbox.put(("done", number))
