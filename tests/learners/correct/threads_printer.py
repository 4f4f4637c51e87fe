"""One thread prints, so that lines never mix; all others send it what there is to say.

Style: owner, checks and a printer, which are joined by queues; None ends the printer.
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.lines = queue.Queue()
        self.checks = {}
        self.end = threading.Event()
        self.owner = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.owner = threading.Thread(target=self.loop, daemon=True)
        self.owner.start()

    def stop(self):
        self.end.set()
        if self.owner is not None:
            self.owner.join()

    def loop(self):
        printer = threading.Thread(target=self.print_lines, daemon=True)
        printer.start()
        due = time.monotonic()
        while not self.end.wait(max(0, due - time.monotonic())):
            for item in self.items.copy():
                if item.id not in self.checks or not self.checks[item.id].is_alive():
                    self.start(item)
            while due <= time.monotonic():
                due += self.interval
        deadline = time.monotonic() + 0.5
        for check in self.checks.values():
            check.join(max(0, deadline - time.monotonic()))
        self.lines.put("Проверки остановлены")
        self.lines.put(None)
        printer.join()

    def print_lines(self):
        while (line := self.lines.get()) is not None:
            print(line, flush=True)

    def start(self, item):
        check = threading.Thread(target=self.check, args=(item,), daemon=True)
        self.checks[item.id] = check
        check.start()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            self.lines.put(f"{item.id}: {type(error).__name__}: {error}")
