"""A lock and a queue, twice as safe.

Mistake: add() waits for room in the queue with the lock held which the owner needs to make room.
Fails: no-lost-add
May fail: adds-live, stops, stop-ends, stop-message, stop-prompt, stop-twice
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.lock = threading.Lock()
        self.items = []
        self.mailbox = queue.Queue(maxsize=4)
        self.running = False
        self.busy = set()
        self.quit = threading.Event()

    def add(self, item):
        with self.lock:
            if self.running:
                self.mailbox.put(item)
            else:
                self.items.append(item)

    def run(self):
        with self.lock:
            self.running = True
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        due = time.monotonic()
        while not self.quit.is_set():
            with self.lock:
                while not self.mailbox.empty():
                    self.items.append(self.mailbox.get())
            for item in self.items:
                if item.id not in self.busy:
                    self.busy.add(item.id)
                    threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.quit.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.quit.set()
