"""stop() tidies up after itself.

Mistake: it forgets the thread, and a second stop() raises AttributeError.
Fails: stop-twice
May fail: stop-message
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        due = time.monotonic()
        while not self.stop_event.is_set():
            for item in list(self.items):
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.stop_event.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(item.id, repr(e))
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.stop_event.set()
        self.thread.join()
        self.thread = None
