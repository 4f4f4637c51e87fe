"""The owner looks at the event before each check, and leaves.

Mistake: it leaves by `return` in the middle of a pass, past the line that prints the message.
Fails: stop-message
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self._interval = interval
        self._mailbox = queue.Queue()
        self._stopped = threading.Event()
        # Only the owner touches these two.
        self._items = {}
        self._in_flight = set()
        self._owner = None

    def add(self, item):
        self._mailbox.put(("add", item))

    def run(self):
        self._owner = threading.Thread(target=self._own)
        self._owner.start()

    def stop(self):
        self._stopped.set()
        self._mailbox.put(("stop", None))
        if self._owner is not None:
            self._owner.join()

    def _own(self):
        due = time.monotonic()
        while not self._stopped.is_set():
            try:
                kind, value = self._mailbox.get(timeout=max(0.0, due - time.monotonic()))
            except queue.Empty:
                due += self._interval
                for item in self._items.values():
                    if self._stopped.is_set():
                        return
                    self._begin(item)
            else:
                self._take(kind, value)
        print("Проверки остановлены")

    def _begin(self, item):
        if item.id not in self._in_flight:
            self._in_flight.add(item.id)
            threading.Thread(target=self._check, args=(item,), daemon=True).start()

    def _take(self, kind, value):
        if kind == "add":
            self._items[value.id] = value
        elif kind == "ended":
            self._in_flight.discard(value)

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {type(error).__name__}: {error}")
        finally:
            self._mailbox.put(("ended", item.id))
