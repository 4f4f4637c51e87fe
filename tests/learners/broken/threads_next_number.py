"""Items in a dict, under the next free number.

Mistake: two add() at once take the same number, and one item overwrites the other.
Fails: no-lost-add
"""

import threading
import time


class Registry:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.services: dict[int, object] = {}
        self.threads: dict[int, threading.Thread] = {}
        self.stopping = threading.Event()
        self.ticker: threading.Thread | None = None

    def add(self, item) -> None:
        number = len(self.services)
        self.services[number] = item

    def run(self) -> None:
        self.ticker = threading.Thread(target=self.tick, daemon=True)
        self.ticker.start()

    def tick(self) -> None:
        due = time.monotonic()
        while not self.stopping.is_set():
            for number in range(len(self.services)):
                thread = self.threads.get(number)
                if thread is None or not thread.is_alive():
                    self.start(number)
            while due <= time.monotonic():
                due += self.interval
            self.stopping.wait(due - time.monotonic())
        print("Проверки остановлены")

    def start(self, number: int) -> None:
        thread = threading.Thread(target=self.check, args=(self.services[number],), daemon=True)
        self.threads[number] = thread
        thread.start()

    def check(self, item) -> None:
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {type(error).__name__}: {error}")

    def stop(self) -> None:
        self.stopping.set()
        if self.ticker:
            self.ticker.join()
