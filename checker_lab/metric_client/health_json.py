"""Read what a service says about itself in `application/health+json`.

Source: draft-inadarei-api-health-check-06. This module must not know how the answer arrived.
"""

import codecs
import json
import re
from http import HTTPStatus
from typing import NoReturn

from checker_lab.core.health import HealthCheck, Status
from checker_lab.core.lines import one_line
from checker_lab.metric_client.words import words

__all__ = ["DEEPEST", "http_name", "read_health"]

DEEPEST = 100
"""Maximum levels of nesting. Python's parser recurses on the C stack, which may be small."""

WORDS = (
    dict.fromkeys(("pass", "ok", "up"), Status.PASS)
    | {"warn": Status.WARN}
    | dict.fromkeys(("fail", "error", "down"), Status.FAIL)
)
PHRASES = {status.value: status.phrase for status in HTTPStatus}
BRACKETS_AND_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


class _NoHealthError(Exception):
    """The body says nothing about the service's health. The text is the reason."""


def read_health(service_id: str, http_status: int, body: bytes) -> HealthCheck:
    """Judge an answer: its HTTP status code and its complete body. It never raises.

    A service works if its body says so and the HTTP status agrees: `pass` or `warn` with 2xx or
    3xx. Every other answer is `Status.FAIL`, with the reason in `output`.
    """
    works, name = 200 <= http_status < 400, http_name(http_status)
    try:
        status, output = _read_body(body)
    except _NoHealthError as error:
        status, output = Status.FAIL, words().but.format(name, error) if works else name
    if status is not Status.FAIL and not works:
        status, output = Status.FAIL, words().though.format(name, status.value)
    if status is Status.FAIL and not output:
        output = words().says_fail.format(name)
    return HealthCheck(service_id, status, one_line(output))


def http_name(http_status: int) -> str:
    """A status code with its phrase: `HTTP 503 Service Unavailable`."""
    return f"HTTP {http_status} {PHRASES.get(http_status, '')}".rstrip()


def _read_body(body: bytes) -> tuple[Status, str]:
    """Return the status and the output, which may be empty."""
    if not body:
        raise _NoHealthError(words().empty)
    document = _decode(body)
    if not isinstance(document, dict):
        raise _NoHealthError(words().not_an_object)
    if "status" not in document:
        raise _NoHealthError(words().no_status)
    word, output = document["status"], document.get("output")
    if not isinstance(word, str):
        raise _NoHealthError(words().status_is_no_text)
    # ASCII only: lower() turns the Kelvin sign into a k, so "o" and a Kelvin sign would be "ok".
    if not word.isascii() or word.lower() not in WORDS:
        raise _NoHealthError(words().unknown_status.format(word[:40]))
    return WORDS[word.lower()], output if isinstance(output, str) else ""


def _decode(body: bytes) -> object:
    try:
        text = body.removeprefix(codecs.BOM_UTF8).decode()
        _refuse_depth(text)
        # Counting the statuses of every object is slow: do it only if there may be two.
        may_have_two = text.count("status") > 1 or "\\" in text
        return (_CAREFUL if may_have_two else _QUICK).decode(text)
    except ValueError:
        raise _NoHealthError(words().not_json) from None


def _refuse_depth(text: str) -> None:
    """Raise an error if arrays and objects are nested more than `DEEPEST` levels deep."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for token in BRACKETS_AND_STRINGS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            raise _NoHealthError(words().too_deep)


def _refuse_two(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Build a JSON object, unless it has two statuses: which of them counts is undefined."""
    if [key for key, _ in pairs].count("status") > 1:
        raise _NoHealthError(words().two_statuses)
    return dict(pairs)


def _refuse_constant(name: str) -> NoReturn:
    # Python's json accepts NaN and Infinity, which are not JSON.
    raise ValueError(name)


# Integers as float: int() refuses more than 4,300 digits, which JSON allows.
_QUICK = json.JSONDecoder(parse_int=float, parse_constant=_refuse_constant)
_CAREFUL = json.JSONDecoder(
    parse_int=float, parse_constant=_refuse_constant, object_pairs_hook=_refuse_two
)
