"""A resolver for tests: it stands in for getaddrinfo(), and some names never get an answer."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from checker_lab.metric_client import lookups

__all__ = ["Names"]


class Names:
    """The addresses of names. A name in the zone `dead` waits until `answer_all()`.

    Attributes:
        addresses: the addresses by name; a name that is not among them does not exist.
        asked: how often each name was looked up.
        most: the most lookups in flight.
    """

    def __init__(self, addresses: dict[str, list[str]] | None = None) -> None:
        self.addresses = addresses or {}
        self.asked = Counter[str]()
        self.most = 0
        self._in_flight = 0
        self._changed = threading.Condition()
        self._answer_all = threading.Event()

    def answer_all(self) -> None:
        self._answer_all.set()

    def wait_for_lookups(self, count: int) -> bool:
        """Wait at most 20 s until so many are in flight; return whether they are."""
        with self._changed:
            return self._changed.wait_for(lambda: self._in_flight == count, 20)

    @contextmanager
    def used(self, patch: pytest.MonkeyPatch, most: int = 512) -> Iterator[lookups.Lookups]:
        """Use this resolver for every client, with at most `most` lookups in flight."""
        with patch.context() as patched:
            patched.setattr(socket, "getaddrinfo", self._getaddrinfo)
            fresh = lookups.Lookups(most)
            patched.setattr("checker_lab.metric_client.transport.LOOKUPS", fresh)
            try:
                yield fresh
            finally:
                self.answer_all()
                assert self.wait_for_lookups(0)

    def _getaddrinfo(self, host: bytes, *_: Any, **__: Any) -> list[Any]:
        name = host.decode()
        with self._changed:
            self.asked[name] += 1
            self._in_flight += 1
            self.most = max(self.most, self._in_flight)
            self._changed.notify_all()
        try:
            if name.endswith(".dead"):
                self._answer_all.wait(30)
            if name not in self.addresses:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return [(0, 0, 0, "", (each, 0)) for each in self.addresses[name]]
        finally:
            with self._changed:
                self._in_flight -= 1
                self._changed.notify_all()
