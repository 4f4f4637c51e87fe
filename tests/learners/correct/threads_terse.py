"""As short as it gets.

Style: terse; Event and list.append, checks under way are left to end by themselves.
"""

import threading
import time


class C:
    def __init__(self, interval):
        self.dt, self.items, self.busy = interval, [], set()
        self.ev, self.th = threading.Event(), threading.Thread(target=self.loop, daemon=True)

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.th.start()

    def stop(self):
        self.ev.set()
        if self.th.ident:
            self.th.join()

    def loop(self):
        t = time.monotonic()
        while not self.ev.wait(max(0, t - time.monotonic())):
            for x in self.items.copy():
                if x.id not in self.busy:
                    self.busy.add(x.id)
                    threading.Thread(target=self.check, args=(x,), daemon=True).start()
            while t <= time.monotonic():
                t += self.dt
        print("Проверки остановлены")

    def check(self, x):
        try:
            x.health()
        except BaseException as e:
            print(x.id, e)
        finally:
            self.busy.discard(x.id)
