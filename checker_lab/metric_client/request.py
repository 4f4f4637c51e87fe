"""What is sent to a service, checked before the first use."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from checker_lab.metric_client.urls import check_url, read_url

__all__ = ["Method", "Request", "header_lines"]

Method = Literal["GET", "HEAD"]
# A token of RFC 9110. A value has no control characters, or it could forge another header.
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# libcurl and this client set these.
OWN = {"connection", "content-length", "host", "transfer-encoding"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request. Its `repr()` has no values of headers, which may be secrets.

    Attributes:
        url: http or https, without a password.
        method: "GET" or "HEAD".
        headers: names and values.
        redirect_hosts: hosts to which the service may redirect, besides its own.

    Raises:
        TypeError, ValueError: a part is invalid; the message says what is allowed.
    """

    url: str
    method: Method = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    redirect_hosts: Collection[str] = ()

    def __post_init__(self) -> None:
        check_url(self.url)
        if self.method not in get_args(Method):
            raise ValueError(f"method must be 'GET' or 'HEAD', not {self.method!r}")
        if isinstance(self.redirect_hosts, str):
            raise TypeError(f"redirect_hosts must be a list of hosts, not {self.redirect_hosts!r}")
        hosts = tuple(read_url(f"http://{host}").host for host in self.redirect_hosts)
        object.__setattr__(self, "redirect_hosts", hosts)
        object.__setattr__(self, "headers", dict(_checked(self.headers)))


def header_lines(headers: Mapping[str, str], default: Mapping[str, str]) -> list[str]:
    """Return the lines of `headers`, and of those in `default` that it does not name."""
    named = {name.lower() for name in headers}
    kept = {name: value for name, value in default.items() if name not in named}
    # With a semicolon libcurl sends a header without a value, instead of dropping it.
    return [
        f"{name}: {value}" if value else f"{name};"
        for name, value in (kept | dict(headers)).items()
    ]


def _checked(headers: Mapping[str, str]) -> Mapping[str, str]:
    if not isinstance(headers, Mapping):
        raise TypeError("headers must be a mapping of names to values, such as {'Accept': '*/*'}")
    for name, value in headers.items():
        if not all(isinstance(one, str) for one in (name, value)):
            raise TypeError(f"a header's name and value must be str; see the header {name!r}")
        if not NAME.fullmatch(name) or name.lower() in OWN:
            raise ValueError(f"this header cannot be set: {name!r}")
        # The message must not repeat the value.
        if not VALUE.fullmatch(value):
            raise ValueError(f"the value of the header {name!r} has characters that none may have")
    return headers
