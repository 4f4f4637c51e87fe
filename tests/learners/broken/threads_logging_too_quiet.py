"""The last line is logged at a level that logging does not show unless it is configured.

Mistake: logging.info() without a configuration, which only shows warnings and errors.
Fails: stop-message
"""

import logging
import threading
import time
from typing import Any


class Checker:
    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._lock = threading.Lock()
        self._items: list[Any] = []
        self._threads: dict[str, threading.Thread] = {}
        self._stopping = threading.Event()
        self._loop_thread: threading.Thread | None = None

    def add(self, item: Any) -> None:
        with self._lock:
            self._items.append(item)

    def run(self) -> None:
        self._loop_thread = threading.Thread(target=self._loop, daemon=True)
        self._loop_thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._loop_thread:
            self._loop_thread.join()

    def _loop(self) -> None:
        next_pass = time.monotonic()
        while not self._stopping.is_set():
            with self._lock:
                items = list(self._items)
            for item in items:
                self._start(item)
            next_pass += self._interval
            behind = time.monotonic() - next_pass
            if behind > 0:
                next_pass += (behind // self._interval + 1) * self._interval
            self._stopping.wait(next_pass - time.monotonic())
        self._wait_for_the_rest(seconds=1.0)
        logging.info("Проверки остановлены")

    def _start(self, item: Any) -> None:
        previous = self._threads.get(item.id)
        if previous is not None and previous.is_alive():
            return
        thread = threading.Thread(target=self._check, args=(item,), daemon=True)
        self._threads[item.id] = thread
        thread.start()

    def _wait_for_the_rest(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        for thread in self._threads.values():
            thread.join(max(0.0, deadline - time.monotonic()))

    def _check(self, item: Any) -> None:
        try:
            item.health()
        except BaseException as e:
            logging.error("panic in %s: %r", item.id, e)
