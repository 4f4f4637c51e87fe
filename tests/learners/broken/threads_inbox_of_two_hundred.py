"""New items wait in an inbox, which each pass empties.

Mistake: it has room for two hundred, and add() lets the rest fall.
Fails: no-lost-add
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.inbox = queue.Queue(maxsize=200)
        self.items = []
        self.busy = set()
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.thread = None

    def add(self, item):
        try:
            self.inbox.put_nowait(item)
        except queue.Full:
            pass

    def run(self):
        self.thread = threading.Thread(target=self.passes)
        self.thread.start()

    def passes(self):
        due = time.monotonic()
        while not self.over.is_set():
            while not self.inbox.empty():
                self.items.append(self.inbox.get())
            for item in self.items:
                if self.over.is_set():
                    break
                with self.lock:
                    if item.id in self.busy:
                        continue
                    self.busy.add(item.id)
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            due += self.interval
            self.over.wait(max(0, due - time.monotonic()))
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            with self.lock:
                self.busy.discard(item.id)

    def stop(self):
        self.over.set()
        if self.thread is not None:
            self.thread.join()
