"""One condition variable for all that can change.

Style: threading.Condition guards items, the busy set and the stop flag.
"""

import threading
from time import monotonic


class ConditionChecker:
    def __init__(self, interval):
        self.interval = interval
        self.cond = threading.Condition()
        # All of these only under self.cond.
        self.targets = []
        self.busy = set()
        self.stopping = False
        self.ended = False
        self.began = False

    def add(self, item):
        with self.cond:
            self.targets.append(item)

    def run(self):
        with self.cond:
            self.began = True
        threading.Thread(target=self.passes, daemon=True, name="passes").start()

    def stop(self):
        with self.cond:
            self.stopping = True
            self.cond.notify_all()
            if self.began:
                self.cond.wait_for(lambda: self.ended)

    def passes(self):
        with self.cond:
            due = monotonic()
            while not self.stopping:
                self.start_idle()
                due += self.interval
                if due < monotonic():
                    missed = (monotonic() - due) // self.interval + 1
                    due += missed * self.interval
                self.cond.wait_for(lambda: self.stopping, timeout=due - monotonic())
            self.cond.wait_for(lambda: not self.busy, timeout=0.75)
            print("Проверки остановлены")
            self.ended = True
            self.cond.notify_all()

    def start_idle(self):
        for target in self.targets:
            if target not in self.busy:
                self.busy.add(target)
                threading.Thread(target=self.check, args=(target,), daemon=True).start()

    def check(self, target):
        message = None
        try:
            if target.health() is False:
                message = f"{target.id} is down"
        except BaseException as error:
            message = f"{target.id} panicked: {error}"
        with self.cond:
            if message:
                print(message)
            self.busy.remove(target)
            self.cond.notify_all()
