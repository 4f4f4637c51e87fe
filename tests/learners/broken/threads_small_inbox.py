"""A queue with room for sixteen items, which the owner empties before each pass.

Mistake: before run() there is no owner, so the seventeenth add() waits forever.
Fails: no-lost-add
May fail: parallel, stops
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.inbox = queue.Queue(maxsize=16)
        self.items = []
        self.stop_event = threading.Event()
        self.thread = None

    def add(self, item):
        self.inbox.put(item)

    def run(self):
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        checks = {}
        due = time.monotonic()
        while not self.stop_event.is_set():
            while time.monotonic() < due:
                try:
                    self.items.append(self.inbox.get(timeout=due - time.monotonic()))
                except queue.Empty:
                    break
                if self.stop_event.is_set():
                    break
            while not self.inbox.empty():
                self.items.append(self.inbox.get())
            for item in self.items:
                if item is not None and (item not in checks or not checks[item].is_alive()):
                    checks[item] = threading.Thread(target=self.check, args=(item,), daemon=True)
                    checks[item].start()
            due += self.interval
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    def stop(self):
        self.stop_event.set()
        if self.thread:
            self.inbox.put(None)
            self.thread.join()
