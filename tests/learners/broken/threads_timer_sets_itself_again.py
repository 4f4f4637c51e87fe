"""A chain of timers.

Mistake: stop() cancels the timer, but a tick that is under way sets the next one.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.checks = {}
        self.timer = None
        self.next = None
        self.said = False

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.next = time.monotonic()
        self.schedule()

    def schedule(self):
        self.timer = threading.Timer(max(0, self.next - time.monotonic()), self.tick)
        self.timer.daemon = True
        self.timer.start()

    def tick(self):
        with self.lock:
            items = list(self.items)
        for item in items:
            if item.id not in self.checks or not self.checks[item.id].is_alive():
                self.checks[item.id] = threading.Thread(
                    target=self.check, args=(item,), daemon=True
                )
                self.checks[item.id].start()
        while self.next <= time.monotonic():
            self.next += self.interval
        # The checks of this pass should be done before the next one.
        for check in list(self.checks.values()):
            check.join(max(0, self.next - time.monotonic()))
        self.schedule()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    def stop(self):
        if self.timer is not None and not self.said:
            self.said = True
            self.timer.cancel()
            print("Проверки остановлены")
