"""A reader of JSON by the letter of RFC 8259, made of one expression for each token.

It shares nothing with the `json` module, so that it can judge what is read with that.
"""

import re
from typing import Any

__all__ = ["NoJSONError", "parse"]

SPACE = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
WORDS = {"true": True, "false": False, "null": None}
LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class NoJSONError(ValueError):
    """The text is not JSON; the message says where."""


class Members(list[tuple[str, Any]]):
    """An object: its members in their order, each of those that have one name."""


def parse(text: str) -> Any:
    """The value of a whole text.

    Raises:
        NoJSONError: it is none.
    """
    value, end = _value(text, _space(text, 0))
    if _space(text, end) != len(text):
        raise NoJSONError(f"something follows at {end}")
    return value


def _space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    assert found is not None
    return found.end()


def _value(text: str, at: int) -> tuple[Any, int]:
    first = text[at : at + 1]
    if first == "{":
        return _many(text, at, "}", _member, Members())
    if first == "[":
        return _many(text, at, "]", _value, [])
    if first == '"':
        return _string(text, at)
    for word, value in WORDS.items():
        if text.startswith(word, at):
            return value, at + len(word)
    if (found := NUMBER.match(text, at)) is not None:
        return found[0], found.end()
    raise NoJSONError(f"no value at {at}")


def _many(text: str, at: int, close: str, one: Any, into: list[Any]) -> tuple[Any, int]:
    at = _space(text, at + 1)
    while text[at : at + 1] != close or into:
        value, at = one(text, at)
        into.append(value)
        at = _space(text, at)
        if text[at : at + 1] == close:
            break
        if text[at : at + 1] != ",":
            raise NoJSONError(f"no comma at {at}")
        at = _space(text, at + 1)
    return into, at + 1


def _member(text: str, at: int) -> tuple[tuple[str, Any], int]:
    name, at = _string(text, at)
    at = _space(text, at)
    if text[at : at + 1] != ":":
        raise NoJSONError(f"no colon at {at}")
    value, at = _value(text, _space(text, at + 1))
    return (name, value), at


def _string(text: str, at: int) -> tuple[str, int]:
    found = STRING.match(text, at)
    if found is None:
        raise NoJSONError(f"no string at {at}")
    return ESCAPE.sub(_unescape, found[0][1:-1]), found.end()


def _unescape(found: re.Match[str]) -> str:
    code, letter = found.groups()
    return chr(int(code, 16)) if code else LETTERS.get(letter, letter)
