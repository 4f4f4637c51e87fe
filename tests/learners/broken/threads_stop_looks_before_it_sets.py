"""stop() looks at the event, sets it, and prints the message when the owner has ended.

Mistake: two threads may both find the event not set, and both print.
Fails: stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._lock = threading.Lock()
        self._items = []
        self._in_flight = set()
        self._stopped = threading.Event()
        self._owner = None

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def run(self):
        self._owner = threading.Thread(target=self._loop)
        self._owner.start()

    def stop(self):
        if self._owner is None or self._stopped.is_set():
            return
        self._stopped.set()
        self._owner.join()
        print("Проверки остановлены")

    def _loop(self):
        due = time.monotonic()
        while not self._stopped.wait(max(0.0, due - time.monotonic())):
            due += self._interval
            with self._lock:
                items = [item for item in self._items if item.id not in self._in_flight]
                self._in_flight.update(item.id for item in items)
            for item in items:
                threading.Thread(target=self._check, args=(item,), daemon=True).start()

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            with self._lock:
                self._in_flight.discard(item.id)
