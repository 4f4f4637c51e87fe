"""What a healthy answer looks like: what `expect=` and its companions mean.

This module must not know how a request is sent.
"""

import re
from dataclasses import dataclass

from checker_lab.core.health import HealthCheck, Status
from checker_lab.core.lines import one_line
from checker_lab.metric_client.health_json import http_name, read_health
from checker_lab.metric_client.words import words

__all__ = ["HEALTH_JSON", "Expectation", "check_expectation"]

HEALTH_JSON = "health+json"
# Redirects are followed, so an answer with 3xx never arrives.
STATUS = re.compile(r"[245](xx|[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A healthy answer.

    Attributes:
        expect: "health+json", or the HTTP status: a class such as "2xx", or a code such as "204".
        body_has: a text that is in its body; "" for none.
        body_lacks: a text that is not in its body; "" for none.
    """

    expect: str = HEALTH_JSON
    body_has: str = ""
    body_lacks: str = ""

    @property
    def needs_body(self) -> bool:
        """Does it depend on more than the HTTP status?"""
        return self.expect == HEALTH_JSON or bool(self.body_has or self.body_lacks)

    def judge(self, service_id: str, http_status: int, body: bytes) -> HealthCheck:
        """Judge a complete answer. It never raises."""
        found = self._by_status(service_id, http_status, body)
        if found.status is Status.FAIL or not (self.body_has or self.body_lacks):
            return found
        text = body.decode(errors="replace")
        if self.body_has not in text:
            return _failed(service_id, words().body_has_no.format(self.body_has))
        if self.body_lacks and self.body_lacks in text:
            return _failed(service_id, words().body_has.format(self.body_lacks))
        return found

    def _by_status(self, service_id: str, http_status: int, body: bytes) -> HealthCheck:
        if self.expect == HEALTH_JSON:
            return read_health(service_id, http_status, body)
        if re.fullmatch(self.expect.replace("x", "[0-9]"), str(http_status)):
            return HealthCheck(service_id, Status.PASS)
        return _failed(service_id, words().not_expected.format(http_name(http_status), self.expect))


def check_expectation(
    expect: str, body_has: str = "", body_lacks: str = "", *, has_body: bool = True
) -> Expectation:
    """Return the expectation, if an answer can meet it.

    Args:
        expect, body_has, body_lacks: see `Expectation`.
        has_body: does the request ask for a body?

    Raises:
        TypeError: an argument is not a str.
        ValueError: it is another `expect`, or it takes a body, and the request asks for none.
    """
    for name, value in (("expect", expect), ("body_has", body_has), ("body_lacks", body_lacks)):
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a str, not {value!r}")
    if expect != HEALTH_JSON and not STATUS.fullmatch(expect):
        allowed = f"{HEALTH_JSON!r}, a class such as '2xx' or a code such as '204'"
        raise ValueError(f"expect must be {allowed}, not {expect!r}")
    expectation = Expectation(expect, body_has, body_lacks)
    if expectation.needs_body and not has_body:
        raise ValueError(
            "the answer to HEAD has no body: give expect='2xx', and no body_has or body_lacks"
        )
    return expectation


def _failed(service_id: str, why: str) -> HealthCheck:
    return HealthCheck(service_id, Status.FAIL, one_line(why))
