"""One GET over HTTP, bounded in time, size and redirects: the one place that knows pyreqwest.

There is one client a process for each shell, made when it is first wanted: making one takes some
milliseconds, and it serves every item, thread and event loop. It goes straight to the URL: a proxy
of the environment would answer for the service, and could not reach 127.0.0.1. A connection that
nobody uses is closed within two seconds.
"""

import atexit
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import NamedTuple, TypeVar

from pyreqwest.client import Client, ClientBuilder, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import (
    BodyDecodeError,
    BuilderError,
    ConnectError,
    DecodeError,
    DetailedPyreqwestError,
    ReadError,
    RedirectError,
    RequestTimeoutError,
)
from pyreqwest.http import Url

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.metric_client.health_json import LARGEST_BODY

__all__ = ["Answer", "NoAnswerError", "get", "get_async", "why_not"]

MOST_REDIRECTS = 5

IDLE = timedelta(seconds=1)
"""How long an unused connection is kept.

Servers keep theirs for longer: else a check might go down a connection that is just being closed.
"""

FILES = 16
"""Files that must be free to make a client: it takes a handful."""

HEADERS = {"accept": "application/health+json, application/json;q=0.9, */*;q=0.1"}

Builder = TypeVar("Builder", ClientBuilder, SyncClientBuilder)


class Answer(NamedTuple):
    """An HTTP status code, and the body: all of it, or enough to see that it is too large."""

    status: int
    body: bytes


class NoAnswerError(Exception):
    """No whole answer came; the text tells why, and does not repeat the URL."""


def get(url: str, seconds: float) -> Answer:
    """Ask `url`, and have the whole answer within `seconds`, redirects and body included.

    Raises:
        CheckTimeoutError: `seconds` were over first. The connection has been closed.
        NoAnswerError: something else came between.
        RuntimeError: this process cannot ask at all: it was forked from one that had asked before,
            or has no CA certificates, or no file left.
    """
    client = _clients.sync_client()
    request = client.get(url).timeout(timedelta(seconds=seconds)).build_streamed()
    try:
        # No `with`: to leave one is one more wait for pyreqwest's thread, and is only needed when
        # some of the body was not read. All else closes its connection by itself.
        response = request.__enter__()
        body = bytes(response.body_reader.read(LARGEST_BODY + 1) or b"")
        if len(body) > LARGEST_BODY:
            request.__exit__(None, None, None)
        return Answer(response.status, body)
    except DetailedPyreqwestError as error:
        failure = _in_our_words(error, seconds)
    raise failure  # out here it does not hold on to pyreqwest's error, and all that hangs on that


async def get_async(url: str, seconds: float) -> Answer:
    """The same for tasks.

    When it is cancelled it ends at once, but pyreqwest's own thread does not hear of that: it keeps
    the connection until the answer is there or `seconds` are over.
    """
    client = _clients.async_client()
    request = client.get(url).timeout(timedelta(seconds=seconds)).build_streamed()
    try:
        response = await request.__aenter__()
        body = bytes(await response.body_reader.read(LARGEST_BODY + 1) or b"")
        if len(body) > LARGEST_BODY:
            await request.__aexit__(None, None, None)
        return Answer(response.status, body)
    except DetailedPyreqwestError as error:
        failure = _in_our_words(error, seconds)
    raise failure


def why_not(url: str) -> str:
    """Why pyreqwest cannot ask `url`; empty if it can."""
    try:
        Url(url)
    except ValueError as error:
        return str(error)
    return ""


class _Clients:
    """The clients of this process."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        # The lock guards the making: many threads may want the first client at once.
        self._lock = threading.Lock()
        self._sync: SyncClient | None = None
        self._async: Client | None = None

    def sync_client(self) -> SyncClient:
        if self._sync is None:
            with self._lock, _making_a_client():
                if self._sync is None:
                    self._sync = _configure(SyncClientBuilder()).build()
        return self._sync

    def async_client(self) -> Client:
        if self._async is None:
            with self._lock, _making_a_client():
                if self._async is None:
                    self._async = _configure(ClientBuilder()).build()
        return self._async

    def settle(self) -> None:
        """Before the interpreter ends: wait until pyreqwest's thread has nothing of Python in hand.

        It has just woken an event loop, perhaps, and is about to let go of the GIL; to end without
        it aborts the process (seen with pyreqwest 0.15, in every tenth program that ended at once
        after an async request). It does one thing after another, so when it has refused a request
        to port 0, where nobody can listen, it is done with all before.
        """
        if self._async is not None:
            with suppress(DetailedPyreqwestError):
                self.sync_client().get("http://127.0.0.1:0/").timeout(IDLE).build().send()


_clients = _Clients()
atexit.register(_clients.settle)


def _configure(builder: Builder) -> Builder:
    # No compression: a small body that unpacks to a huge one is then only bytes that are no JSON.
    plain = builder.gzip(False).brotli(False).zstd(False).deflate(False)
    named = plain.user_agent("checker_lab").default_headers(HEADERS)
    return named.no_proxy().referer(False).max_redirects(MOST_REDIRECTS).pool_idle_timeout(IDLE)


@contextmanager
def _making_a_client() -> Iterator[None]:
    _need_files()
    try:
        yield
    except BuilderError as error:
        raise RuntimeError(f"no HTTP client can be made: {_last_cause(error)}") from error


def _need_files() -> None:
    """Be sure that there are enough: pyreqwest tries but once in a process, and keeps the error."""
    pipes: list[int] = []
    try:
        while len(pipes) < FILES:
            pipes += os.pipe()
    except OSError as error:
        raise RuntimeError(f"no HTTP client can be made: {error.strerror}") from error
    finally:
        for pipe in pipes:
            os.close(pipe)


# In a forked child the thread that serves the clients is gone, and to ask them would hang. To make
# new ones is an error of pyreqwest, which says what to do instead.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_clients.forget)


def _in_our_words(error: DetailedPyreqwestError, seconds: float) -> Exception:
    last = _last_cause(error)
    match error:
        case RequestTimeoutError():
            return CheckTimeoutError(seconds)
        case RedirectError():
            return NoAnswerError(f"more than {MOST_REDIRECTS} redirects")
        case BodyDecodeError() | ReadError():
            return NoAnswerError(f"the answer broke off: {last}")
        case DecodeError():
            return NoAnswerError(f"the answer is no HTTP: {last}")
        case ConnectError() if "client error (Connect)" in _causes(error):
            return NoAnswerError(f"no connection: {last}")
        case ConnectError():
            return NoAnswerError("the connection was dropped before the answer came")
    return NoAnswerError(f"no answer: {last}")


def _last_cause(error: DetailedPyreqwestError) -> str:
    """What is at the bottom of it, as `Connection refused`. Those above it name the URL."""
    causes = _causes(error)
    return re.sub(r" \(os error \d+\)$", "", causes[-1]) if causes else error.message


def _causes(error: DetailedPyreqwestError) -> list[str]:
    return [cause["message"] for cause in error.details["causes"] or []]
