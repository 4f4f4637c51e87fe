"""All items belong to the class, which one program uses once.

Style: a class attribute that is set late, a ContextVar, and a singledispatchmethod.
"""

import contextvars
import functools
import threading
import time

ids = contextvars.ContextVar("ids", default=[])  # noqa: B039
lock = threading.Lock()


class Checker:
    running = None

    def __init__(self, interval):
        self.interval = interval

    @functools.singledispatchmethod
    def add(self, item):
        with lock:
            if not hasattr(Checker, "items"):
                Checker.items = []
                Checker.over = threading.Event()
            Checker.items.append(item)
            ids.get().append(item.id)

    @add.register
    def _(self, item: list):
        for one in item:
            self.add(one)

    def run(self):
        Checker.running = threading.Thread(target=self.loop, daemon=True)
        Checker.running.start()

    def loop(self):
        due, checks = time.monotonic(), {}
        while not Checker.over.is_set():
            with lock:
                assert len(Checker.items) == len(ids.get())
                now = list(Checker.items)
            for item in now:
                if item not in checks or not checks[item].is_alive():
                    checks[item] = threading.Thread(target=self.check, args=(item,), daemon=True)
                    checks[item].start()
            while due <= time.monotonic():
                due += self.interval
            Checker.over.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")

    def stop(self):
        if Checker.running is not None:
            Checker.over.set()
            Checker.running.join()
