"""Parse URLs: decide which ones a client can ask, and where a request for one goes.

This module must not know how a request is sent.
"""

import re
import socket
import string
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pycurl

from checker_lab.metric_client.words import words

__all__ = ["EXAMPLE", "Endpoint", "check_url", "read_url"]

EXAMPLE = "http://127.0.0.1:8080/health"


class Endpoint(NamedTuple):
    """Where a request goes: the URL and its host in ASCII, and whether the host is a name."""

    url: str
    host: str
    port: int
    is_name: bool


def check_url(url: str, language: str | None = None) -> str:
    """Return `url` if a client can ask it.

    Args:
        url: the URL.
        language: of the errors; None for that of the process.

    Raises:
        TypeError: it is not a str.
        ValueError: it is not an http or https URL with a valid host, or it holds a password.
    """
    if not isinstance(url, str):
        raise TypeError(f"a URL must be a str like {EXAMPLE!r}, not {url!r}")
    if re.match(r"[^/?#]*//[^/?#]*@", url):
        # The message must not repeat the password.
        raise ValueError(words(language).has_password)
    if " " in url or not url.isprintable():
        raise ValueError(words(language).has_spaces.format(url))
    try:
        read_url(url, language)
    except ValueError as error:
        raise ValueError(words(language).bad_url.format(url, error, EXAMPLE)) from None
    return url


def read_url(url: str, language: str | None = None) -> Endpoint:
    """Split `url`, or raise ValueError if it is not http or https with a valid host and port."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(words(language).no_scheme)
    if not url.isascii():
        if not parts.netloc.isascii():
            # Punycode, since the libcurl of pycurl's wheels knows ASCII only.
            name, colon, port = parts.netloc.partition(":")
            parts = parts._replace(netloc=name.encode("idna").decode() + colon + port)
        url = quote(parts.geturl(), safe=string.punctuation)
    try:
        # Parse it as libcurl does, not as Python does: libcurl opens the connection.
        read = pycurl.CurlUrl(url)
        host = read.host.strip("[]").lower()
        is_name = ":" not in host and not host.rpartition(".")[2].isdigit()
        if not is_name and ":" not in host:
            # A host that ends in a number must be an address, so 256.1.1.1 is invalid.
            socket.inet_pton(socket.AF_INET, host)
    except (OSError, pycurl.error) as error:
        raise ValueError(error.args[-1]) from None
    port = read.getpart(pycurl.UPART_PORT, pycurl.U_DEFAULT_PORT)
    return Endpoint(read.url, host, int(port), is_name)
