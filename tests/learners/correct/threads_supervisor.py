"""One thread waits for the end of the others and then says so.

Style: stop() sets an event and returns; a supervisor joins the owner and prints the line.
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = ()
        self.lock = threading.Lock()
        self.busy = set()
        self.over = threading.Event()

    def add(self, item):
        with self.lock:
            self.items = (*self.items, item)

    def run(self):
        owner = threading.Thread(target=self.passes, daemon=True)
        owner.start()
        threading.Thread(target=self.supervise, args=(owner,), daemon=True).start()

    def supervise(self, owner):
        owner.join()
        print("Проверки остановлены")

    def passes(self):
        due = time.monotonic()
        while not self.over.is_set():
            for item in self.items:
                with self.lock:
                    if self.over.is_set() or item.id in self.busy:
                        continue
                    self.busy.add(item.id)
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            # In small steps, as one does without an event to wait for.
            while not self.over.is_set() and time.monotonic() < due:
                time.sleep(min(0.1, max(0, due - time.monotonic())))

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        with self.lock:
            self.busy.discard(item.id)

    def stop(self):
        self.over.set()
