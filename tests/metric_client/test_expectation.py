"""What `expect=` and its companions accept."""

import pytest

from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client.expectation import Expectation, check_expectation

JSON = b'{"status": "pass", "version": "7"}'


@pytest.mark.parametrize(
    ("expect", "http_status", "works"),
    [
        ("2xx", 200, True),
        ("2xx", 204, True),
        ("2xx", 404, False),
        ("2xx", 2000, False),
        ("401", 401, True),
        ("401", 403, False),
        ("4xx", 403, True),
        ("204", 200, False),
        ("5xx", 503, True),
    ],
)
def test_the_http_status_alone_decides(expect: str, http_status: int, works: bool) -> None:
    found = check_expectation(expect).judge("it", http_status, b"<h1>anything</h1>")
    assert (found.status is Status.PASS) is works
    assert works or found.output.endswith(f", not {expect}")


def test_a_text_must_be_in_the_body_besides() -> None:
    versions = check_expectation("health+json", body_has='"version": "7"')
    assert versions.judge("it", 200, JSON) == HealthCheck("it", "pass")
    assert versions.judge("it", 200, b'{"status": "pass"}') == HealthCheck(
        "it", "fail", """the body has no '"version": "7"'"""
    )
    assert versions.judge("it", 503, JSON).output.startswith("HTTP 503")


def test_a_text_must_not_be_in_the_body() -> None:
    pages = check_expectation("2xx", body_lacks="maintenance")
    assert pages.judge("it", 200, "Всё работает".encode()) == HealthCheck("it", "pass")
    found = pages.judge("it", 200, b"\xffmaintenance")
    assert found == HealthCheck("it", "fail", "the body has 'maintenance'")


def test_a_warning_stays_one() -> None:
    found = check_expectation("health+json", body_has="warn").judge("it", 200, b'{"status":"warn"}')
    assert found.status is Status.WARN


@pytest.mark.parametrize(
    "expect", ["", "200 OK", "3xx", "302", "xx", "2XX", "20x", "２００", "json"]
)
def test_other_expectations_are_refused(expect: str) -> None:
    with pytest.raises(ValueError, match="expect must be 'health\\+json', a class such as '2xx'"):
        check_expectation(expect)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="expect must be a str, not 200"):
        check_expectation(200)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="body_has must be a str, not b'x'"):
        check_expectation("2xx", b"x")  # type: ignore[arg-type]


@pytest.mark.parametrize("parts", [("health+json",), ("2xx", "a"), ("2xx", "", "a")])
def test_without_a_body_only_the_http_status_can_be_expected(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="HEAD has no body: give expect='2xx'"):
        check_expectation(*parts, has_body=False)
    assert check_expectation("2xx", has_body=False) == Expectation("2xx")
