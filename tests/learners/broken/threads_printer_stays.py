"""Results go to a printer thread, so that lines do not mix.

Mistake: the printer is never told to end and waits for lines forever.
Fails: stop-ends
May fail: stop-prompt
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lines = queue.Queue()
        self.busy = set()
        self.end = threading.Event()
        self.owner = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        threading.Thread(target=self.printer, daemon=True).start()
        self.owner = threading.Thread(target=self.loop, daemon=True)
        self.owner.start()

    def printer(self):
        while True:
            print(self.lines.get(), flush=True)
            self.lines.task_done()

    def loop(self):
        due = time.monotonic()
        while not self.end.wait(max(0, due - time.monotonic())):
            for item in self.items.copy():
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
        self.lines.put("Проверки остановлены")
        self.lines.join()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            self.lines.put(f"{item.id}: {error}")
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.end.set()
        if self.owner:
            self.owner.join()
