"""A timer for each pass, and a flag that it looks at.

Mistake: stop() sets the flag and leaves the timer, which waits for the next tick as before.
Fails: stop-ends
May fail: stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.in_flight = set()
        self.stopped = False
        self.due = 0.0

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.due = time.monotonic()
        self.tick()

    def tick(self):
        with self.lock:
            if self.stopped:
                return
            for item in self.items:
                if item.id not in self.in_flight:
                    self.in_flight.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while self.due <= time.monotonic():
                self.due += self.interval
            timer = threading.Timer(self.due - time.monotonic(), self.tick)
            timer.daemon = True
            timer.start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(item.id, repr(error))
        with self.lock:
            self.in_flight.discard(item.id)

    def stop(self):
        with self.lock:
            if not self.stopped:
                self.stopped = True
                print("Проверки остановлены")
