"""Each tick sets the timer for the next one.

Style: a chain of threading.Timer, one for each pass.
"""

import threading
import time


class TimerChecker:
    def __init__(self, interval):
        self._interval = interval
        self._lock = threading.RLock()
        self._items = []
        self._checking = {}
        self._timer = None
        self._next = 0.0
        self._stopped = False

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def run(self):
        with self._lock:
            self._next = time.monotonic()
            self._set_timer()

    def stop(self):
        with self._lock:
            if self._stopped or self._timer is None:
                return
            self._stopped = True
            self._timer.cancel()
            waiting_for = [self._timer, *self._checking.values()]
        deadline = time.monotonic() + 0.5
        for thread in waiting_for:
            thread.join(max(0, deadline - time.monotonic()))
        print("Проверки остановлены")

    def _set_timer(self):
        self._timer = threading.Timer(max(0, self._next - time.monotonic()), self._tick)
        self._timer.daemon = True
        self._timer.start()

    def _tick(self):
        with self._lock:
            if self._stopped:
                return
            for item in self._items:
                self._begin(item)
            while self._next <= time.monotonic():
                self._next += self._interval
            self._set_timer()

    def _begin(self, item):
        if id(item) in self._checking:
            return
        worker = threading.Thread(target=self._check, args=(item,), daemon=True)
        self._checking[id(item)] = worker
        worker.start()

    def _check(self, item):
        try:
            item.health()
        except BaseException as problem:
            print("Ошибка:", item.id, problem)
        with self._lock:
            del self._checking[id(item)]
