"""Which URLs a client can ask, and where a request for one goes."""

from collections.abc import Callable

import pytest

from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.metric_client.urls import Endpoint, read_url

Make = Callable[[str, int], object]
both_classes = pytest.mark.parametrize("make", [GoMetricClient, AsyncGoMetricClient])


@both_classes
@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1",
        "127.0.0.1:80/health",
        "/health",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:",
        "http://",
        "http:///health",
        "https://?x",
        "http://:80/",
        "http:127.0.0.1",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "http://256.1.1.1/",
        "http://a b/",
        "http://127.0.0.1/a b",
        " http://127.0.0.1/",
        "http://127.0.0.1/\n",
        "http://127.0.0.1/\r\nx: y",
        "http://127.0.0.1/\x00",
        "http://127.0.0.1/\x7f",
        "http://127.0.0.1/\ud800",
        "http://a\u3000b/",
        "http://user@127.0.0.1/",
    ],
)
def test_a_url_that_is_none(make: Make, url: str) -> None:
    with pytest.raises(ValueError, match=r"a URL must not|is not a usable URL"):
        make(url, 1)


@both_classes
@pytest.mark.parametrize("url", [None, 5, b"http://127.0.0.1/", ["http://127.0.0.1/"]])
def test_a_url_that_is_no_text(make: Make, url: str) -> None:
    with pytest.raises(TypeError, match="a URL must be a str like 'http://"):
        make(url, 1)


@both_classes
def test_a_password_is_refused_and_not_repeated(make: Make) -> None:
    with pytest.raises(ValueError, match="must not contain a user or a password") as caught:
        make("http://user:secret@127.0.0.1/", 1)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "sent", "host", "port", "is_name"),
    [
        ("http://LOCALHOST:80/Health", "http://LOCALHOST:80/Health", "localhost", 80, True),
        ("https://shop.test", "https://shop.test/", "shop.test", 443, True),
        ("http://shop.test.", "http://shop.test./", "shop.test.", 80, True),
        ("http://ex\u00e4mple.test:8/\u00fc", "http://xn--exmple-cua.test:8/%C3%BC", None, 8, True),
        ("http://127.1/", "http://127.0.0.1/", "127.0.0.1", 80, False),
        ("https://[::1]:8443/", "https://[::1]:8443/", "::1", 8443, False),
        ("http://h?mail=a@b", "http://h/?mail=a@b", "h", 80, True),
    ],
)
def test_where_a_request_goes(
    url: str, sent: str, host: str | None, port: int, is_name: bool
) -> None:
    assert read_url(url) == Endpoint(sent, host or "xn--exmple-cua.test", port, is_name)
