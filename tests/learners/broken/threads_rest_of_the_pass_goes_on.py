"""The owner looks at the flag once a pass.

Mistake: nobody waits for the owner, which starts the rest of its pass after stop() has returned.
Fails: stops
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._items = []
        self._in_flight = set()
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def run(self):
        threading.Thread(target=self._loop, daemon=True).start()

    def stop(self):
        self._stopped.set()

    def _loop(self):
        due = time.monotonic()
        while not self._stopped.is_set():
            with self._lock:
                items = [item for item in self._items if item.id not in self._in_flight]
                self._in_flight |= {item.id for item in items}
            for item in items:
                threading.Thread(target=self._check, args=(item,), daemon=True).start()
            due += self._interval
            self._stopped.wait(max(0.0, due - time.monotonic()))
        print("Проверки остановлены")

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            with self._lock:
                self._in_flight.discard(item.id)
