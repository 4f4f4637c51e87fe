"""Every item has a timer of its own; a new one is checked at once.

Style: a chain of threading.Timer for each item, the check runs in the timer's thread.
"""

import threading
import time


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.guard = threading.Lock()
        self.waiting = []
        self.timers = {}
        self.state = "new"

    def add(self, item) -> None:
        with self.guard:
            if self.state == "new":
                self.waiting.append(item)
            elif self.state == "running":
                self.arm(item, time.monotonic())

    def run(self) -> None:
        with self.guard:
            self.state = "running"
            now = time.monotonic()
            for item in self.waiting:
                self.arm(item, now)

    def arm(self, item, when) -> None:
        delay = max(0.0, when - time.monotonic())
        timer = threading.Timer(delay, self.fire, (item, when))
        timer.daemon = True
        self.timers[item.id] = timer
        timer.start()

    def fire(self, item, when) -> None:
        # A timer that was cancelled too late looks here before it does anything.
        with self.guard:
            if self.state != "running":
                return
        try:
            item.health()
        except BaseException as e:
            print(f"{item.id} -> {type(e).__name__}({e})")
        late = time.monotonic() - when
        when += self.interval * (int(late / self.interval) + 1)
        with self.guard:
            if self.state == "running":
                self.arm(item, when)

    def stop(self) -> None:
        with self.guard:
            if self.state != "running":
                return
            self.state = "stopped"
            timers = list(self.timers.values())
            for timer in timers:
                timer.cancel()
        end = time.monotonic() + 0.4
        for timer in timers:
            timer.join(max(0.0, end - time.monotonic()))
        print("Проверки остановлены")
