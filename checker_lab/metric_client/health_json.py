"""Read what a service says of itself: `application/health+json`, with no I/O in it.

Source: draft-inadarei-api-health-check-06.
"""

import codecs
import json
from http import HTTPStatus
from typing import NoReturn

from checker_lab.core.health import HealthCheck, Status
from checker_lab.core.lines import one_line

__all__ = ["LARGEST_BODY", "read_health"]

LARGEST_BODY = 1024 * 1024
"""Bytes of a body that are read at most: 1 MiB."""

WORDS = {
    "pass": Status.PASS,
    "ok": Status.PASS,
    "up": Status.PASS,
    "warn": Status.WARN,
    "fail": Status.FAIL,
    "error": Status.FAIL,
    "down": Status.FAIL,
}


class _NoHealthError(ValueError):
    """The body says nothing of the service's health; the text tells why."""


def read_health(service_id: str, http_status: int, body: bytes) -> HealthCheck:
    """What an answer says of its service. Takes every answer, and raises nothing.

    A service works when its body says so and the HTTP status agrees: `pass` or `warn` with 2xx or
    3xx. Whatever else came back is `Status.FAIL`, with the reason in `output`.

    Args:
        service_id: the id that the HealthCheck gets.
        http_status: the HTTP status code, as 200.
        body: the whole body, or its first `LARGEST_BODY + 1` bytes when it is larger.
    """
    works = 200 <= http_status < 400
    try:
        status, output = _read_body(body)
    except _NoHealthError as error:
        said = f"{_name(http_status)}, but {error}" if works else _name(http_status)
        return HealthCheck(service_id, Status.FAIL, one_line(said))
    if status is Status.FAIL:
        output = output or f"{_name(http_status)}, and the body says fail"
    elif not works:
        output = f"{_name(http_status)}, though the body says {status.value}"
        status = Status.FAIL
    return HealthCheck(service_id, status, one_line(output))


def _read_body(body: bytes) -> tuple[Status, str]:
    """The status, and the output or an empty str."""
    if not body:
        raise _NoHealthError("the body is empty")
    if len(body) > LARGEST_BODY:
        raise _NoHealthError("the body is larger than 1 MiB")
    document = _decode(body)
    if not isinstance(document, dict):
        raise _NoHealthError("the body is JSON, but no object")
    output = document.get("output")
    return _read_status(document), output if isinstance(output, str) else ""


def _read_status(document: dict[str, object]) -> Status:
    if "status" not in document:
        raise _NoHealthError("the body has no status")
    word = document["status"]
    if not isinstance(word, str):
        raise _NoHealthError("the status in the body is no text")
    # Only ASCII: the Kelvin sign is a k in lower case, and "o" and a Kelvin sign would be ok.
    status = WORDS.get(word.lower()) if word.isascii() else None
    if status is None:
        raise _NoHealthError(f"the status in the body is unknown: {word[:40]!r}")
    return status


def _decode(body: bytes) -> object:
    try:
        text = body.removeprefix(codecs.BOM_UTF8).decode()
        # To look at each object costs more than to read it: only where there is something to find.
        may_have_two = text.count("status") > 1 or "\\" in text
        return (_CAREFUL if may_have_two else _QUICK).decode(text)
    except RecursionError:
        raise _NoHealthError("the JSON in the body is nested too deeply") from None
    except _NoHealthError:
        raise
    except ValueError:
        raise _NoHealthError("the body is no JSON") from None


def _refuse_two(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON. Which of two statuses is meant, nobody knows."""
    if [key for key, _ in pairs].count("status") > 1:
        raise _NoHealthError("the body has two statuses")
    return dict(pairs)


def _refuse_constant(name: str) -> NoReturn:
    # Python's json takes NaN and Infinity; JSON has neither.
    raise ValueError(name)


_QUICK = json.JSONDecoder(parse_constant=_refuse_constant)
_CAREFUL = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_refuse_two)


def _name(http_status: int) -> str:
    """`HTTP 503 Service Unavailable`."""
    try:
        return f"HTTP {http_status} {HTTPStatus(http_status).phrase}"
    except ValueError:
        return f"HTTP {http_status}"
