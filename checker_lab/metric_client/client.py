"""Items that ask a real service over HTTP: one class for threads, one for asyncio.

This module must not know how a request is sent or what an answer means.
"""

from collections.abc import Collection, Mapping

from checker_lab.core.health import HealthCheck, Status
from checker_lab.core.lines import one_line
from checker_lab.metric_client.expectation import HEALTH_JSON, check_expectation
from checker_lab.metric_client.request import Method, Request
from checker_lab.metric_client.transport import NoAnswerError, ask, ask_async
from checker_lab.metric_client.words import words
from checker_lab.tasks.timeouts import await_within
from checker_lab.threads.timeouts import call_within

__all__ = ["LONGEST_TIMEOUT", "AsyncGoMetricClient", "GoMetricClient"]

LONGEST_TIMEOUT = 24 * 60 * 60
"""Seconds in a day. A longer timeout is a mistake, such as nanoseconds instead of seconds."""


class _MetricClient:
    def __init__(
        self,
        url: str,
        timeout: int,
        *,
        expect: str = HEALTH_JSON,
        body_has: str = "",
        body_lacks: str = "",
        headers: Mapping[str, str] | None = None,
        method: Method = "GET",
        redirect_hosts: Collection[str] = (),
    ) -> None:
        self._request = Request(url, method, headers or {}, redirect_hosts)
        self.timeout = _check_timeout(timeout)
        self._expectation = check_expectation(
            expect, body_has, body_lacks, has_body=method != "HEAD"
        )

    @property
    def url(self) -> str:
        return self._request.url

    @property
    def redirect_hosts(self) -> tuple[str, ...]:
        return tuple(self._request.redirect_hosts)

    @property
    def id(self) -> str:
        return self.url

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r}, timeout={self.timeout})"


class GoMetricClient(_MetricClient):
    """Asks a URL for `application/health+json` (draft-inadarei-api-health-check-06).

    Args:
        url: http or https, without a password, because it is the item's id and is printed.
        timeout: whole seconds for the complete answer, from 1 to 86400 (a day).
        expect: what a healthy answer is. "health+json": its body says so, as the draft has it or as
            clearly (`{"status": "UP"}`, `{"health": "true"}`, a bare `ok`), and its HTTP status
            agrees. "2xx", "4xx" or "5xx": its HTTP status is of that class. "204": it is that one.
        body_has: a text that must be in the body besides.
        body_lacks: a text that must not be in the body.
        headers: names and values to send, such as `{"Authorization": "Bearer ..."}`. They are never
            printed, nor sent to another host or port after a redirect.
        method: "GET", or "HEAD", whose answer has no body.
        redirect_hosts: hosts to which the service may redirect, besides its own.

    Raises:
        ValueError, TypeError: an argument is invalid; the message says what is allowed.
    """

    def get_health(self) -> HealthCheck:
        """Ask the service, and return what it says. Override it to check in another way.

        Without a usable answer it returns `Status.FAIL`, with the reason in `output`.

        Raises:
            CheckTimeoutError: the answer was not complete within `timeout`.
        """
        try:
            response = ask(self._request, self.timeout)
        except NoAnswerError as error:
            return HealthCheck(self.id, Status.FAIL, one_line(str(error)))
        return self._expectation.judge(self.id, *response)

    def health(self) -> HealthCheck:
        """Call `get_health()`, and wait at most `timeout` seconds for it.

        If you override `get_health()`, a late call of it runs on in a thread of its own.

        Raises:
            CheckTimeoutError: the health was not known within `timeout`.
            RuntimeError: no thread can be started.
        """
        if getattr(self.get_health, "__func__", None) in _BOUNDED:
            return self.get_health()
        return call_within(self.timeout, self.get_health)


class AsyncGoMetricClient(_MetricClient):
    """The same for `AsyncChecker`. Cancelling a check closes its connection."""

    async def get_health(self) -> HealthCheck:
        """Ask the service, and return what it says; see `GoMetricClient.get_health()`."""
        try:
            response = await ask_async(self._request, self.timeout)
        except NoAnswerError as error:
            return HealthCheck(self.id, Status.FAIL, one_line(str(error)))
        return self._expectation.judge(self.id, *response)

    async def health(self) -> HealthCheck:
        """Await `get_health()` for at most `timeout` seconds.

        If you override `get_health()`, a late call of it is cancelled.

        Raises:
            CheckTimeoutError: the health was not known within `timeout`.
            RuntimeError: no thread can be started.
        """
        if getattr(self.get_health, "__func__", None) in _BOUNDED:
            return await self.get_health()
        return await await_within(self.timeout, self.get_health)


# These keep the deadline themselves, down to the socket; another thread to enforce it would cost
# more than the request. A method that replaces them, in a subclass or by assignment, may hang.
_BOUNDED = (GoMetricClient.get_health, AsyncGoMetricClient.get_health)


def _check_timeout(timeout: int) -> int:
    if isinstance(timeout, bool) or not isinstance(timeout, int):
        raise TypeError(f"timeout must be a whole number of seconds, not {timeout!r}")
    if not 1 <= timeout <= LONGEST_TIMEOUT:
        raise ValueError(words().bad_timeout.format(LONGEST_TIMEOUT, timeout))
    return timeout
