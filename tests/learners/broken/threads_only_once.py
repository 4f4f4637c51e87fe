"""A thread for each check, started by run().

Mistake: every item is checked once, and never again.
Fails: repeats
May fail: all
"""

import threading


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.stopped = threading.Event()
        self.background = None

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.background = threading.Thread(target=self.work, daemon=True)
        self.background.start()

    def work(self):
        for item in self.items.copy():
            threading.Thread(target=self.check, args=(item,), daemon=True).start()
        self.stopped.wait()
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print("ошибка:", item.id, e)

    def stop(self):
        self.stopped.set()
        if self.background:
            self.background.join()
