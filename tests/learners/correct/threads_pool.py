"""A pool of threads does the checks; the ticker only hands them out.

Style: ThreadPoolExecutor; an item whose future is not done is left out.
"""

import concurrent.futures
import concurrent.futures.thread
import threading
import time
from concurrent.futures import ThreadPoolExecutor

WORKERS = 64


class PooledChecker:
    def __init__(self, interval):
        self.interval = interval
        self._items = {}
        self._lock = threading.Lock()
        self._futures = {}
        self._done = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="check")
        self._ticker = None

    def add(self, item):
        with self._lock:
            self._items[item.id] = item

    def run(self):
        self._ticker = threading.Thread(target=self._tick_forever, daemon=True)
        self._ticker.start()

    def stop(self):
        self._done.set()
        if self._ticker is not None:
            self._ticker.join()

    def _tick_forever(self):
        # The pool's threads are made here, by a daemon, so they are daemons too.
        at = time.monotonic()
        while not self._done.is_set():
            self._submit_idle()
            at += self.interval
            while at < time.monotonic():
                at += self.interval
            self._done.wait(at - time.monotonic())
        self._pool.shutdown(wait=False, cancel_futures=True)
        concurrent.futures.wait(self._futures.values(), timeout=0.5)
        self._forget_hung_threads()
        print("Проверки остановлены")

    def _submit_idle(self):
        with self._lock:
            items = list(self._items.values())
        for item in items:
            future = self._futures.get(item.id)
            if future is None or future.done():
                self._futures[item.id] = self._pool.submit(self._check, item)

    def _forget_hung_threads(self):
        # Otherwise the interpreter would wait at its exit for a check that hangs.
        for thread in self._pool._threads:
            concurrent.futures.thread._threads_queues.pop(thread, None)

    @staticmethod
    def _check(item):
        try:
            ok = item.health()
        except BaseException as error:
            print(f"[{item.id}] ERROR {error!r}")
        else:
            if not ok:
                print(f"[{item.id}] unhealthy")
