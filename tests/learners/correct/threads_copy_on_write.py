"""Readers need no lock: who adds puts a new tuple in the place of the old one.

Style: copy on write with a lock for the writers; each item has a lock that says it is busy.
"""

import sys
import threading
import time


class Entry:
    def __init__(self, item):
        self.item = item
        self.busy = threading.Lock()


class CowChecker:
    def __init__(self, interval):
        self.interval = interval
        self.entries = ()
        self.write_lock = threading.Lock()
        self.quit = threading.Event()
        self.owner = threading.Thread(target=self.loop, daemon=True)

    def add(self, item):
        with self.write_lock:
            self.entries = (*self.entries, Entry(item))

    def run(self):
        self.owner.start()

    def stop(self):
        self.quit.set()
        if self.owner.ident is not None:
            self.owner.join()

    def loop(self):
        start = time.monotonic()
        passes = 0
        while not self.quit.wait(max(0, start + passes * self.interval - time.monotonic())):
            for entry in self.entries:
                if entry.busy.acquire(blocking=False):
                    threading.Thread(target=self.check, args=[entry], daemon=True).start()
            passes = max(passes, int((time.monotonic() - start) / self.interval)) + 1
        until = time.monotonic() + 0.3
        for entry in self.entries:
            entry.busy.acquire(timeout=max(0, until - time.monotonic()))
        print("Проверки остановлены")

    def check(self, entry):
        try:
            entry.item.health()
        except BaseException as exc:
            print(f"check of {entry.item.id} failed: {exc}", file=sys.stderr)
        finally:
            entry.busy.release()
