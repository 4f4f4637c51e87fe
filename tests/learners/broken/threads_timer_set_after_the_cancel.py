"""Each tick sets the timer for the next one, and stop() cancels the timer that it finds.

Mistake: while a tick starts its checks, the timer that stop() finds is its own, and the tick then
sets the next one.
Fails: stops
May fail: stop-ends, stop-message
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._lock = threading.Lock()
        self._items = []
        self._in_flight = set()
        self._timer = None
        self._next = 0.0

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def run(self):
        self._next = time.monotonic()
        self._set_timer()

    def stop(self):
        if self._timer is None:
            return
        timer, self._timer = self._timer, None
        timer.cancel()
        print("Проверки остановлены")

    def _set_timer(self):
        self._timer = threading.Timer(max(0, self._next - time.monotonic()), self._tick)
        self._timer.daemon = True
        self._timer.start()

    def _tick(self):
        with self._lock:
            items = [item for item in self._items if item.id not in self._in_flight]
            self._in_flight.update(item.id for item in items)
        for item in items:
            if self._timer is None:
                break
            threading.Thread(target=self._check, args=(item,), daemon=True).start()
        self._next += self._interval
        self._set_timer()

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id} raised {error!r}")
        finally:
            with self._lock:
                self._in_flight.discard(item.id)
