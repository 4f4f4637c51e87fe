"""stop() prints what it should.

Mistake: the loop looks at a local variable, so nothing is stopped.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt, stop-twice
"""

import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.running = False

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.running = True
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        running = self.running
        due = time.monotonic()
        while running:
            for item in list(self.items):
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            time.sleep(due - time.monotonic())

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(item.id, e)
        finally:
            self.busy.discard(item.id)

    def stop(self):
        if self.running:
            self.running = False
            print("Проверки остановлены")
