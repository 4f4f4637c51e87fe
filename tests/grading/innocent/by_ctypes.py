"""Ends a thread as recipes do, through ctypes."""

import threading
import time
import ctypes

ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(0), None)


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.in_flight = set()
        self.over = threading.Event()
        self.owner = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self._own, daemon=True)
        self.owner.start()

    def stop(self):
        self.over.set()
        if self.owner is not None:
            self.owner.join()

    def _own(self):
        due = time.monotonic()
        while not self.over.is_set():
            with self.lock:
                due_items = list(self.items)
            for item in due_items:
                if item.id not in self.in_flight:
                    self.in_flight.add(item.id)
                    threading.Thread(target=self._check, args=[item], daemon=True).start()
            due += self.interval
            self.over.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def _check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"panic: {item.id}: {error!r}")
        finally:
            self.in_flight.discard(item.id)
