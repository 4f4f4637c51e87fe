"""The pool is closed by `with`.

Mistake: the end of `with ThreadPoolExecutor` waits for the checks, for one that hangs too.
Fails: stop-prompt
May fail: stop-message, stop-ends, stop-twice
"""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list = []
        self.lock = threading.Lock()
        self.finish = threading.Event()
        self.thread: threading.Thread | None = None

    def add(self, item) -> None:
        with self.lock:
            self.items.append(item)

    def run(self) -> None:
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self) -> None:
        futures: dict[str, Future] = {}
        due = time.monotonic()
        with ThreadPoolExecutor(max_workers=50) as pool:
            while not self.finish.is_set():
                with self.lock:
                    items = list(self.items)
                for item in items:
                    if item.id not in futures or futures[item.id].done():
                        futures[item.id] = pool.submit(self.check, item)
                while due <= time.monotonic():
                    due += self.interval
                self.finish.wait(due - time.monotonic())
        print("Проверки остановлены")

    def check(self, item) -> None:
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error}")

    def stop(self) -> None:
        self.finish.set()
        if self.thread:
            self.thread.join()
