"""Items that ask a real service over HTTP how it is: one for threads, one for asyncio."""

from types import ModuleType
from urllib.parse import urlsplit

from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client.health_json import read_health
from checker_lab.metric_client.preload import load_for_good
from checker_lab.tasks.timeouts import await_within
from checker_lab.threads.timeouts import call_within

__all__ = ["AsyncGoMetricClient", "GoMetricClient"]

EXAMPLE = "http://127.0.0.1:8080/health"

LONGEST_TIMEOUT = 24 * 60 * 60
"""Seconds in a day: a timeout above that is a mistake, as nanoseconds taken for seconds."""


class _MetricClient:
    """What both clients are: a URL, and how long it may take to answer."""

    def __init__(self, url: str, timeout: int) -> None:
        self.url = _check_url(url)
        self.timeout = _check_timeout(timeout)

    @property
    def id(self) -> str:
        """The URL."""
        return self.url

    def __setstate__(self, state: dict[str, object]) -> None:
        # It has been sent to where it is checked: the first check is not to wait for an import.
        self.__dict__.update(state)
        _transport()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r}, timeout={self.timeout})"


class GoMetricClient(_MetricClient):
    """Asks a URL over HTTP for `application/health+json`: the assignment's GoMetricClient.

    Source: draft-inadarei-api-health-check-06.

    Args:
        url: http or https, with a host, and with no password: it is the item's id, and printed.
        timeout: whole seconds for the whole answer, from 1 to 86400 (a day).

    Raises:
        ValueError, TypeError: an argument is none of these.
    """

    def get_health(self) -> HealthCheck:
        """Ask the service, and read what it says. A subclass may find out in another way.

        Whatever comes back, and nothing at all, is a HealthCheck; `output` tells why it fails.

        Raises:
            CheckTimeoutError: the answer was not there, whole, in `timeout` seconds.
        """
        transport = _transport()

        try:
            answer = transport.get(self.url, self.timeout)
        except transport.NoAnswerError as error:
            return HealthCheck(self.id, Status.FAIL, str(error))
        return read_health(self.id, *answer)

    def health(self) -> HealthCheck:
        """Call `get_health()`, and wait for it `timeout` seconds and no longer.

        Raises:
            CheckTimeoutError: it was not back in time. One of a subclass may run on in its thread.
            Exception: whatever `get_health()` raised.
        """
        if _is_one_of(_BOUNDED, self.get_health):
            return self.get_health()
        return call_within(self.timeout, self.get_health)


class AsyncGoMetricClient(_MetricClient):
    """The same for AsyncChecker: what is late is cancelled, and leaves no thread behind.

    A request that is cancelled from outside ends at once; its connection is closed when the service
    answers, or when `timeout` is over.
    """

    async def get_health(self) -> HealthCheck:
        """Ask the service, and read what it says. A subclass may find out in another way.

        Whatever comes back, and nothing at all, is a HealthCheck; `output` tells why it fails.

        Raises:
            CheckTimeoutError: the answer was not there, whole, in `timeout` seconds.
        """
        transport = _transport()

        try:
            answer = await transport.get_async(self.url, self.timeout)
        except transport.NoAnswerError as error:
            return HealthCheck(self.id, Status.FAIL, str(error))
        return read_health(self.id, *answer)

    async def health(self) -> HealthCheck:
        """Call `get_health()`, and wait for it `timeout` seconds and no longer.

        Raises:
            CheckTimeoutError: it was not back in time.
            Exception: whatever `get_health()` raised.
        """
        if _is_one_of(_BOUNDED, self.get_health):
            return await self.get_health()
        return await await_within(self.timeout, self.get_health)


# These keep the deadline themselves, down to the socket. To wait for them in a thread as well would
# take four times as long as the request. What a subclass puts in their place may hang: there it is
# worth it.
_BOUNDED = frozenset({GoMetricClient.get_health, AsyncGoMetricClient.get_health})


def _is_one_of(functions: frozenset[object], method: object) -> bool:
    return getattr(method, "__func__", None) in functions


def _check_url(url: str) -> str:
    transport = _transport()

    if not isinstance(url, str):
        raise TypeError(f"a URL is a str like {EXAMPLE!r}, not {url!r}")
    if " " in url or not url.isprintable():
        raise ValueError(f"a URL has no spaces and no control characters: {url!r}")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f"{error}: a URL is like {EXAMPLE!r}, not {url!r}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"a URL is http or https and has a host, like {EXAMPLE!r}, not {url!r}")
    if "@" in parts.netloc:
        # The message does not repeat it either.
        raise ValueError("a URL has no user and no password in it: it is the id, and is printed")
    if problem := transport.why_not(url):
        raise ValueError(f"{problem}: a URL is like {EXAMPLE!r}, not {url!r}")
    return url


def _check_timeout(timeout: int) -> int:
    if isinstance(timeout, bool) or not isinstance(timeout, int):
        raise TypeError(f"timeout is a whole number of seconds, not {timeout!r}")
    if not 1 <= timeout <= LONGEST_TIMEOUT:
        raise ValueError(
            f"timeout is a whole number of seconds from 1 to {LONGEST_TIMEOUT}, not {timeout!r}"
        )
    return timeout


def _transport() -> ModuleType:
    """Loaded when it is needed, since it loads pyreqwest."""
    load_for_good("pyreqwest.client")
    from checker_lab.metric_client import transport

    return transport
