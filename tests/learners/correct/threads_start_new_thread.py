"""Threads as the operating system gives them, which end by releasing a lock.

Style: _thread.start_new_thread() and locks, without threading.Thread.
"""

import _thread
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.busy = set()
        self.guard = _thread.allocate_lock()
        self.running = _thread.allocate_lock()
        self.asked_to_stop = False
        self.has_ended = _thread.allocate_lock()

    def add(self, item):
        with self.guard:
            self.items.append(item)

    def run(self):
        self.running.acquire()
        self.has_ended.acquire()
        _thread.start_new_thread(self.loop, ())

    def loop(self):
        due = time.monotonic()
        while not self.asked_to_stop:
            with self.guard:
                idle = [item for item in self.items if item.id not in self.busy]
                self.busy.update(item.id for item in idle)
            for item in idle:
                _thread.start_new_thread(self.check, (item,))
            while due <= time.monotonic():
                due += self.interval
            # stop() releases this lock, so it ends the wait.
            self.running.acquire(timeout=due - time.monotonic())
        self.has_ended.release()

    def check(self, item):
        try:
            item.health()
        except BaseException as error:
            if not self.asked_to_stop:
                print(f"{item.id}: panic: {error!r}")
        finally:
            with self.guard:
                self.busy.discard(item.id)

    def stop(self):
        with self.guard:
            if self.asked_to_stop:
                return
            self.asked_to_stop = True
            self.running.release()
        self.has_ended.acquire()
        print("Проверки остановлены")
