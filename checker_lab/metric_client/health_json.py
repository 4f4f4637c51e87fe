"""Read what a service says about itself in `application/health+json`, or as clearly in another way.

Source: draft-inadarei-api-health-check-06. Many services answer with a word of their own, such as
`{"status": "healthy"}`, `{"health": "true"}` or a bare `ok`. What is clear counts, and what is not
fails with a reason. This module must not know how the answer arrived.
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
    # The first of each kind are those of the draft.
    dict.fromkeys(
        ("pass", "ok", "up", "alive", "green", "healthy", "ready", "success"), Status.PASS
    )
    | dict.fromkeys(("warn", "degraded", "warning", "yellow"), Status.WARN)
    | dict.fromkeys(
        ("fail", "error", "down", "failed", "failure", "out_of_service", "red", "unhealthy"),
        Status.FAIL,
    )
)
# What a service may call its status besides `status`, with true or false.
FLAGS = ("health", "healthy", "ok")
NAMES = ("status", *FLAGS)
TRUTHS = {"true": Status.PASS, "false": Status.FAIL}
# A text of one word such as "ok", or a sentence about a name of a few words, such as "Prometheus
# Server is Healthy."
TEXT = re.compile(
    r'[ \t\r\n]*("?)(?:(?P<subject>\w+(?: \w+){0,2}) is )?(?P<word>[A-Za-z_]+)\1[.!]?[ \t\r\n]*',
    re.ASCII,
)
OF_SENTENCES = {"healthy", "ready", "up"}
NO_NAMES = {"is", "neither", "never", "no", "nobody", "none", "not", "nothing"}
LONGEST_TEXT = 100
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
        status = Status.FAIL
        but = words().but_2xx if 200 <= http_status < 300 else words().but
        output = but.format(name, error) if works else name
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
    text = _decode(body)
    if (said := _status_of_text(text)) is not None:
        return said, ""
    document = _parse(text)
    if not isinstance(document, dict):
        raise _NoHealthError(words().not_an_object)
    output = document.get("output")
    return _status_of(document), output if isinstance(output, str) else ""


def _status_of(document: dict[str, object]) -> Status:
    if "status" not in document:
        flags = {_truth(document[name]) for name in FLAGS if name in document}
        if len(flags) == 1 and (status := flags.pop()) is not None:
            return status
        raise _NoHealthError(words().no_status)
    word = document["status"]
    if not isinstance(word, str):
        raise _NoHealthError(words().status_is_no_text)
    if (status := _status_of_word(word)) is None:
        raise _NoHealthError(words().unknown_status.format(word[:40]))
    return status


def _status_of_text(text: str) -> Status | None:
    """Return what a text of one word or sentence says; None if that is not clear."""
    said = TEXT.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    if said is None:
        return None
    word, subject = said["word"].lower(), (said["subject"] or "").lower().split()
    if subject and not (word in OF_SENTENCES and NO_NAMES.isdisjoint(subject)):
        return None
    return (WORDS | TRUTHS).get(word)


def _status_of_word(word: str) -> Status | None:
    # ASCII only: lower() turns the Kelvin sign into a k, so "o" and a Kelvin sign would be "ok".
    return WORDS.get(word.lower()) if word.isascii() else None


def _truth(value: object) -> Status | None:
    return TRUTHS.get(str(value).lower()) if isinstance(value, str | bool) else None


def _decode(body: bytes) -> str:
    try:
        return body.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise _NoHealthError(words().not_json) from None


def _parse(text: str) -> object:
    try:
        _refuse_depth(text)
        # Counting the statuses of every object is slow: do it only if there may be two.
        may_have_two = any(text.count(f'"{name}"') > 1 for name in NAMES) or "\\" in text
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
    keys = [key for key, _ in pairs]
    if any(keys.count(name) > 1 for name in NAMES):
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
