"""A thread of its own prints all lines.

Mistake: stop() sends it the last line before it ends the passes.
Fails: stop-message
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.checks = {}
        self.lines = queue.Queue()
        self.end = threading.Event()
        self.owner = None
        self.printer = threading.Thread(target=self.print_lines, daemon=True)

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.printer.start()
        self.owner = threading.Thread(target=self.loop, daemon=True)
        self.owner.start()

    def stop(self):
        if self.owner is None or self.end.is_set():
            return
        self.lines.put("Проверки остановлены")
        self.lines.put(None)
        self.printer.join()
        self.end.set()
        self.owner.join()

    def print_lines(self):
        while (line := self.lines.get()) is not None:
            print(line)

    def loop(self):
        due = time.monotonic()
        while not self.end.wait(max(0, due - time.monotonic())):
            for item in list(self.items):
                if item.id not in self.checks or not self.checks[item.id].is_alive():
                    self.checks[item.id] = threading.Thread(
                        target=self.check, args=(item,), daemon=True
                    )
                    self.checks[item.id].start()
            while due <= time.monotonic():
                due += self.interval

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            self.lines.put(f"{item.id}: {type(error).__name__}: {error}")
