"""The program should notice that a check exits.

Mistake: KeyboardInterrupt comes out of wherever the main thread is.
Fails: recovers
"""

import _thread
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.in_flight = set()
        self.lock = threading.Lock()
        self.halt = threading.Event()
        self.owner = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self.own, daemon=True)
        self.owner.start()

    def stop(self):
        self.halt.set()
        if self.owner is not None:
            self.owner.join()

    def own(self):
        due = time.monotonic()
        while not self.halt.is_set():
            self.make_a_pass()
            due += self.interval
            self.halt.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def make_a_pass(self):
        with self.lock:
            items = list(self.items)
        for item in items:
            if self.halt.is_set():
                return
            with self.lock:
                if item.id in self.in_flight:
                    continue
                self.in_flight.add(item.id)
            threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except SystemExit as error:
            print(f"{item.id}: {error!r}")
            _thread.interrupt_main()
        except Exception as error:
            print(f"{item.id}: {error!r}")
        finally:
            with self.lock:
                self.in_flight.discard(item.id)
