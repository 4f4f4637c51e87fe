"""Send one request over HTTP on a new connection, with libcurl. Only this module sends requests.

Each check opens a connection, sends a request and closes the connection, as kubelet and curl do. An
idle connection would occupy a server that serves one client at a time, break when the server closes
it, and stay on an old address when the name gets a new one. No proxy is used: it would answer for
the service, and could not reach 127.0.0.1. This module must not know what an answer means.
"""

import asyncio
import errno
import math
import os
import re
import ssl
import threading
import time
from collections.abc import Callable
from operator import attrgetter

import pycurl

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.metric_client.health_json import http_name
from checker_lab.metric_client.lookups import LOOKUPS
from checker_lab.metric_client.request import Request, header_lines
from checker_lab.metric_client.urls import Endpoint, read_url
from checker_lab.metric_client.words import MetricWords, words

__all__ = ["LARGEST_BODY", "NoAnswerError", "ask", "ask_async"]

LARGEST_BODY = 1024 * 1024
"""Maximum size of a body in bytes: 1 MiB."""

MOST_REDIRECTS = 5
ATTEMPT_DELAY = 0.25
"""Seconds after which the next address of a name is tried as well (RFC 8305, Happy Eyeballs)."""

CERTIFICATES = ssl.get_default_verify_paths()
HEADERS = {
    "accept": "application/health+json, application/json;q=0.9, */*;q=0.1",
    "connection": "close",
}
OPTIONS = {
    pycurl.NOSIGNAL: 1,
    pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
    pycurl.USERAGENT: "checker_lab",
    pycurl.PROXY: "",
    pycurl.FRESH_CONNECT: 1,
    pycurl.FORBID_REUSE: 1,
    pycurl.MAXFILESIZE: LARGEST_BODY,
    # A resumed TLS session would not verify the certificate, which may have expired since.
    pycurl.SSL_SESSIONID_CACHE: 0,
    # The libcurl of pycurl's wheels does not know where this system keeps its CA certificates.
    pycurl.CAPATH: CERTIFICATES.capath or CERTIFICATES.openssl_capath,
}
if CERTIFICATES.cafile:
    OPTIONS[pycurl.CAINFO] = CERTIFICATES.cafile
HAPPY_EYEBALLS_TIMEOUT_MS = 271  # CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, unnamed in pycurl

KINDS: dict[int, Callable[[MetricWords], str]] = {
    pycurl.E_COULDNT_CONNECT: attrgetter("no_connection"),
    pycurl.E_OUT_OF_MEMORY: attrgetter("no_connection"),
    pycurl.E_SSL_CONNECT_ERROR: attrgetter("not_secure"),
    pycurl.E_PEER_FAILED_VERIFICATION: attrgetter("not_secure"),
    pycurl.E_UNSUPPORTED_PROTOCOL: attrgetter("not_http"),
    pycurl.E_FTP_WEIRD_SERVER_REPLY: attrgetter("not_http"),
    100: attrgetter("long_headers"),  # CURLE_TOO_LARGE
    pycurl.E_FILESIZE_EXCEEDED: attrgetter("large_body"),
}
DROPPED = {pycurl.E_GOT_NOTHING, pycurl.E_SEND_ERROR, pycurl.E_RECV_ERROR}

AROUND_OPENSSL = re.compile(r"^TLS connect error: error:\w+:SSL routines::|^SSL[\w ]*: | \(\d+\)$")
"""What libcurl adds around a message of OpenSSL."""

REASONS: dict[str, Callable[[MetricWords], str]] = {
    "unable to get local issuer certificate": attrgetter("unknown_ca"),
    "wrong version number": attrgetter("no_tls"),
    os.strerror(errno.ECONNREFUSED): attrgetter("refused"),
}


class NoAnswerError(Exception):
    """No complete answer came. The text is the reason, without the URL."""


def ask(request: Request, seconds: float) -> tuple[int, bytes]:
    """Send `request`, and return the HTTP status code and the complete body of the answer.

    `seconds` include lookups and redirects. The headers of the request go to its own server alone.

    Raises:
        CheckTimeoutError: the answer was not complete in time. The connection is closed.
        NoAnswerError: there was no complete answer, or it redirects to another host.
        RuntimeError: a name must be looked up, and no thread can be started.
    """
    exchange = _Exchange(request, seconds)
    try:
        handle = _of_this_thread.handle
    except AttributeError:
        handle = _of_this_thread.handle = pycurl.Curl()
    try:
        while True:
            addresses: list[str] = []
            if exchange.target.is_name:
                lookup = LOOKUPS.find(exchange.target.host)
                addresses = lookup.result(exchange.seconds_left())
            exchange.prepare(handle, addresses)
            if threading.current_thread() is threading.main_thread():
                # A callback into Python, so that Ctrl-C can raise KeyboardInterrupt in perform().
                handle.setopt(pycurl.NOPROGRESS, 0)
                handle.setopt(pycurl.XFERINFOFUNCTION, lambda *_: None)
            handle.perform()
            if answer := exchange.read(handle):
                return answer
    except (OSError, pycurl.error) as error:
        failure = exchange.explain(error, handle)
    raise failure  # not in `except`: it would keep pycurl's error and its frames alive


async def ask_async(request: Request, seconds: float) -> tuple[int, bytes]:
    """The same for tasks. Cancelling it closes the connection."""
    exchange = _Exchange(request, seconds)
    handle = pycurl.Curl()
    try:
        while True:
            addresses: list[str] = []
            if exchange.target.is_name:
                lookup = asyncio.wrap_future(LOOKUPS.find(exchange.target.host))
                addresses = await asyncio.wait_for(lookup, exchange.seconds_left())
            exchange.prepare(handle, addresses)
            await _perform(handle)
            if answer := exchange.read(handle):
                return answer
    except (OSError, pycurl.error) as error:
        failure = exchange.explain(error, handle)
    raise failure


class _Exchange:
    """The requests of one check, under one deadline."""

    def __init__(self, request: Request, seconds: float) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._request = request
        self.target = read_url(request.url)
        self._server = _server_of(self.target)
        self._hosts = {self.target.host, *request.redirect_hosts}
        self._redirects = 0
        self._body = bytearray()
        self._wants_certificate = False

    def seconds_left(self) -> float:
        """Return the seconds until the deadline, at least 0.001: the next step then times out."""
        return max(self._deadline - time.monotonic(), 0.001)

    def prepare(self, handle: pycurl.Curl, addresses: list[str]) -> None:
        """Set `handle` up for the next request, to `addresses` if its host is a name."""
        left = self.seconds_left()
        self._body.clear()
        handle.reset()
        for option, value in OPTIONS.items():
            handle.setopt(option, value)
        handle.setopt(pycurl.URL, self.target.url)
        handle.setopt(pycurl.HTTPHEADER, self._headers())
        if self._request.method == "HEAD":
            handle.setopt(pycurl.NOBODY, 1)
            # The length in its headers is that of a body which does not come.
            handle.setopt(pycurl.MAXFILESIZE_LARGE, 2**62)
        handle.setopt(pycurl.WRITEFUNCTION, self._body.extend)
        handle.setopt(pycurl.TIMEOUT_MS, math.ceil(left * 1000))
        handle.setopt(pycurl.CONNECTTIMEOUT_MS, math.ceil(left * 1000))
        if self.target.url.startswith("https:"):
            handle.setopt(pycurl.VERBOSE, 1)
            handle.setopt(pycurl.DEBUGFUNCTION, self._watch_handshake)
        if addresses:
            # Try the last address before half of the remaining time is over.
            delay = min(ATTEMPT_DELAY, left / 2 / len(addresses))
            handle.setopt(HAPPY_EYEBALLS_TIMEOUT_MS, math.ceil(delay * 1000))
            found = ",".join(f"[{each}]" if ":" in each else each for each in addresses)
            # The plus makes libcurl forget them after a minute.
            handle.setopt(pycurl.RESOLVE, [f"+{self.target.host}:{self.target.port}:{found}"])

    def read(self, handle: pycurl.Curl) -> tuple[int, bytes] | None:
        """Return the answer to a request that has ended, or None if it is a redirect to follow."""
        status = handle.getinfo(pycurl.RESPONSE_CODE)
        redirect = handle.getinfo_raw(pycurl.REDIRECT_URL)
        if not redirect:
            return status, bytes(self._body)
        self._redirects += 1
        if self._redirects > MOST_REDIRECTS:
            raise NoAnswerError(words().redirects.format(MOST_REDIRECTS))
        location = redirect.decode(errors="backslashreplace")
        # The query is not shown: the service may have put a secret into it.
        shown = http_name(status), location.partition("?")[0]
        try:
            self.target = read_url(location)
        except ValueError as error:
            raise NoAnswerError(words().bad_redirect.format(*shown, error)) from None
        if self.target.host not in self._hosts:
            raise NoAnswerError(words().other_host.format(*shown))
        return None

    def explain(self, error: Exception, handle: pycurl.Curl) -> Exception:
        """Return the error to raise for an error of a lookup or of libcurl."""
        if isinstance(error, TimeoutError):
            return CheckTimeoutError(self._seconds)
        said = words()
        if isinstance(error, OSError):
            return NoAnswerError(f"{said.no_connection}: {error.strerror}")
        # libcurl gives no code if it cannot open a file for its own use.
        code, text = (pycurl.E_OUT_OF_MEMORY, *error.args)[-2:]
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return CheckTimeoutError(self._seconds)
        has_answer = handle.getinfo(pycurl.RESPONSE_CODE) > 0
        if self._wants_certificate and not has_answer:
            return NoAnswerError(said.wants_certificate)
        if code in DROPPED and not has_answer:
            return NoAnswerError(said.dropped)
        if code in {pycurl.E_COULDNT_CONNECT, pycurl.E_OUT_OF_MEMORY}:
            number = handle.getinfo(pycurl.OS_ERRNO)
            text = os.strerror(number) if number else said.too_many_files
        unknown = said.broke_off if has_answer else said.no_answer
        kind = KINDS[code](said) if code in KINDS else unknown
        reason = AROUND_OPENSSL.sub("", text)
        if reason in REASONS:
            reason = REASONS[reason](said)
        return NoAnswerError(f"{kind}: {reason}" if reason else kind)

    def _headers(self) -> list[str]:
        # Those of the request may be secrets of its server.
        is_its_server = _server_of(self.target) == self._server
        return header_lines(self._request.headers if is_its_server else {}, HEADERS)

    def _watch_handshake(self, kind: int, text: bytes) -> None:
        # A server that gets no client certificate may just drop the connection afterwards.
        if kind == pycurl.INFOTYPE_TEXT and b"Request CERT" in text:
            self._wants_certificate = True


def _server_of(target: Endpoint) -> tuple[str, str, int]:
    return target.url.partition(":")[0], target.host, target.port


# Each thread reuses one handle, which keeps the CA certificates that it has read.
_of_this_thread = threading.local()
# One for each event loop with requests in flight. Only that loop uses it, so it needs no lock.
_multis: dict[asyncio.AbstractEventLoop, pycurl.AsyncCurlMulti] = {}


async def _perform(handle: pycurl.Curl) -> None:
    """Send one request. The first one of an event loop creates its multi, the last closes it."""
    loop = asyncio.get_running_loop()
    if loop not in _multis:
        _multis[loop] = pycurl.AsyncCurlMulti()
    multi = _multis[loop]
    try:
        await multi.perform(handle)
    finally:
        if not multi.futures() and multi in _multis.values():
            del _multis[loop]
            await multi.aclose()
