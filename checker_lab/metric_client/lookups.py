"""Look up host names with getaddrinfo(), which blocks and cannot be cancelled.

A lookup in a zone whose name servers are down takes 10 s or more, long after its check has timed
out. So lookups run in threads of their own, and no zone may occupy them all: a zone gets another
thread only while it has fewer than `SHARE` times the number of free ones. Of 512 threads, one dead
zone takes 342 and leaves 170, of which a second one takes 114.
Source: Choudhury and Hahne, "Dynamic Queue Length Thresholds for Shared-Memory Packet Switches",
1998. This module must not know what the addresses are for.
"""

import os
import socket
import threading
from collections import Counter, defaultdict, deque
from concurrent.futures import Future

__all__ = ["LOOKUPS", "MOST_LOOKUPS", "SHARE", "Lookups"]

MOST_LOOKUPS = 512
"""Maximum number of lookups in flight in a process."""

SHARE = 2
"""How many threads a zone may have for each thread that is free."""


class Lookups:
    """Looks up names, with at most `most` lookups in flight. `find()` is thread-safe."""

    def __init__(self, most: int = MOST_LOOKUPS) -> None:
        self._most = most
        self.forget()

    def forget(self) -> None:
        """Start afresh in the child of a fork: the threads exist only in the parent."""
        # Guards the three attributes below. The zone of a name is its parent domain.
        self._lock = threading.Lock()
        self._threads = Counter[str]()
        self._waiting: defaultdict[str, deque[str]] = defaultdict(deque)
        # One per name that is waiting or in flight: concurrent checks of a host share a lookup.
        self._futures: dict[str, Future[list[str]]] = {}

    def find(self, name: str) -> "Future[list[str]]":
        """Look up `name`, an ASCII host name, or join a lookup of it that has not finished.

        Returns:
            A future with the addresses, in the system's order of preference, or with an OSError if
            there are none. You cannot cancel it, because other callers may be waiting for it.

        Raises:
            RuntimeError: no thread can be started.
        """
        zone = name.partition(".")[2]
        with self._lock:
            if name not in self._futures:
                self._futures[name] = Future()
                self._futures[name].set_running_or_notify_cancel()
                self._waiting[zone].append(name)
            future = self._futures[name]
            free = self._most - self._threads.total()
            if self._waiting[zone] and self._threads[zone] < SHARE * free:
                thread = threading.Thread(target=self._work, args=(zone,), daemon=True)
                thread.start()
                self._threads[zone] += 1
        return future

    def _work(self, zone: str) -> None:
        """Look up names of `zone` until none is waiting."""
        while True:
            with self._lock:
                if not self._waiting[zone]:
                    self._threads[zone] -= 1
                    if not self._threads[zone]:
                        del self._threads[zone], self._waiting[zone]
                    return
                name = self._waiting[zone].popleft()
            found, failure = [], None
            try:
                # Bytes, since a str with a label that is too long raises a UnicodeError.
                found = socket.getaddrinfo(name.encode(), None, type=socket.SOCK_STREAM)
            except Exception as error:
                failure = error
            with self._lock:
                future = self._futures.pop(name)
            if failure:
                future.set_exception(failure)
            else:
                # libcurl does not accept addresses with a scope, like fe80::1%eth0.
                future.set_result([str(at[0]) for *_, at in found if "%" not in str(at[0])])


LOOKUPS = Lookups()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=LOOKUPS.forget)
