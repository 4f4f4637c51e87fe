"""stop() sets a flag and notifies the owner, which waits on a condition for the next tick.

Mistake: a notification that comes before the wait wakes nothing, and the wait does not look at the
flag.
Fails: stop-prompt
May fail: stop-ends, stop-message, stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._condition = threading.Condition()
        self._items = []
        self._in_flight = set()
        self._stopping = False
        self._owner = None

    def add(self, item):
        with self._condition:
            self._items.append(item)

    def run(self):
        self._owner = threading.Thread(target=self._loop)
        self._owner.start()

    def stop(self):
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        if self._owner is not None:
            self._owner.join()

    def _loop(self):
        due = time.monotonic()
        while not self._stopping:
            for item in self._due_items():
                if not self._stopping:
                    threading.Thread(target=self._check, args=(item,), daemon=True).start()
            due += self._interval
            with self._condition:
                self._condition.wait(max(0.0, due - time.monotonic()))
        print("Проверки остановлены")

    def _due_items(self):
        with self._condition:
            items = [item for item in self._items if item.id not in self._in_flight]
            self._in_flight.update(item.id for item in items)
            return items

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(item.id, "raised", repr(error))
        finally:
            with self._condition:
                self._in_flight.discard(item.id)
