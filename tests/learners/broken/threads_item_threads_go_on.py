"""A thread for each item, and a manager that starts them.

Mistake: stop() ends the manager, and the threads of the items go on.
Fails: stops
May fail: stop-ends, stop-message, stop-prompt
"""

import queue
import threading
import time


class Manager:
    def __init__(self, interval):
        self.interval = interval
        self.orders = queue.Queue()
        self.thread = None
        self.begin = None

    def add(self, item):
        self.orders.put(item)

    def run(self):
        self.begin = time.monotonic()
        self.thread = threading.Thread(target=self.manage, daemon=True)
        self.thread.start()

    def manage(self):
        while (item := self.orders.get()) is not None:
            threading.Thread(target=self.watch, args=(item,), daemon=True).start()
        print("Проверки остановлены")

    def watch(self, item):
        while True:
            try:
                item.health()
            except BaseException as error:
                print(f"{item.id}: {error}")
            passed = (time.monotonic() - self.begin) % self.interval
            time.sleep(self.interval - passed)

    def stop(self):
        if self.thread and self.thread.is_alive():
            self.orders.put(None)
            self.thread.join()
