"""stop() prints, asks the owner to end and waits for it.

Mistake: the message comes first, and checks still run while stop() waits.
Fails: stop-message
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lock = threading.Lock()
        self.checks = {}
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            with self.lock:
                items = list(self.items)
            for item in items:
                if item.id not in self.checks or not self.checks[item.id].is_alive():
                    self.checks[item.id] = threading.Thread(
                        target=self.check, args=(item,), daemon=True
                    )
                    self.checks[item.id].start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        deadline = time.monotonic() + 1
        for check in self.checks.values():
            check.join(max(0, deadline - time.monotonic()))

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")

    def stop(self):
        if self.thread is None or self.stop_event.is_set():
            return
        print("Проверки остановлены")
        self.stop_event.set()
        self.thread.join()
