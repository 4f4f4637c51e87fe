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
        items, in_flight = {}, set()
        due = time.monotonic()
        while not self._stopped.is_set():
            try:
                kind, value = self._mailbox.get(timeout=max(0.0, due - time.monotonic()))
            except queue.Empty:
                due += self._interval
                for item in items.values():
                    if self._stopped.is_set():
                        return
                    if item.id not in in_flight:
                        in_flight.add(item.id)
                        threading.Thread(target=self._check, args=(item,), daemon=True).start()
            else:
                if kind == "add":
                    items[value.id] = value
                elif kind == "ended":
                    in_flight.discard(value)
        print("Проверки остановлены")

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {type(error).__name__}: {error}")
        finally:
            self._mailbox.put(("ended", item.id))
