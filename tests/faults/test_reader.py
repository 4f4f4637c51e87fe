"""Bodies made by hypothesis: none crashes the reader, none is healthy that does not say so.

What the reader says of each kind of answer is held by tests/metric_client/test_health_json.py.
"""

import json
import re
import string
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck as Health
from hypothesis import given, settings
from hypothesis import strategies as st

from checker_lab.core.health import Status
from checker_lab.metric_client.health_json import read_health
from tests.faults.strict_json import Members, NoJSONError, parse
from tests.faults.tally import Tally

SHORT, DEEP = 2000, 100_000
HEALTHY = {"pass", "ok", "up", "warn"}
# What a body says without an object. The words made below are all that matter here.
HEALTHY_TEXT = re.compile(rb'\s*("?)(pass|ok|up|warn|true)\1[.!]?\s*', re.IGNORECASE)
FLAGS = {"health", "ok"}


def says_that_it_works(http_status: int, body: bytes) -> bool:
    """The judge: by the letter of RFC 8259 and of the draft, and with no doubt."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    if not 200 <= http_status <= 399:
        return False
    if HEALTHY_TEXT.fullmatch(body):
        return True
    try:
        document = parse(body.decode("utf-8"))
    except (NoJSONError, UnicodeDecodeError):
        return False
    if type(document) is not Members:
        return False
    flags = [(name, value) for name, value in document if name in FLAGS]
    if flags and "status" not in dict(document):
        names = [name for name, _ in flags]
        good = all(value in (True, "true") and value != 1.0 for _, value in flags)
        return good and len(names) == len(set(names))
    said = [value for name, value in document if name == "status"]
    # Lower case by hand: there are letters beyond ASCII whose lower case is one of these.
    to_lower = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
    return len(said) == 1 and type(said[0]) is str and said[0].translate(to_lower) in HEALTHY


words = st.sampled_from(
    ["pass", "PASS", "ok", "Up", "warn", "fail", "error", "DOWN", "o\u212a", "pas\u017f", " ok", ""]
)
names = st.sampled_from(
    ["status", "Status", "st\\u0061tus", "output", "checks", "\ufeffstatus", "health", "ok"]
)
scalars = st.one_of(words.map(json.dumps), st.sampled_from(
    ["null", "true", "false", '"true"', "0",
     "-0.0", "1e999", "NaN", "Infinity", "-Infinity", '"\\ud800"', "[]", "{}"]
))  # fmt: skip


def an_object(members: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f'"{name}": {value}' for name, value in members) + "}"


def collection(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arrays = st.lists(inner, max_size=3).map(lambda values: f"[{','.join(values)}]")
    return arrays | st.lists(st.tuples(names, inner), max_size=3).map(an_object)


values = st.recursive(scalars, collection, max_leaves=4)
# Most have a status of a good word, so that what spoils them is what comes after.
healthy = st.tuples(st.sampled_from(["pass", "ok", "warn"]), st.tuples(names, values)).map(
    lambda parts: an_object([("status", json.dumps(parts[0])), parts[1]])
)
documents = healthy | st.lists(st.tuples(names, values), max_size=4).map(an_object) | values
junk = st.sampled_from(
    ["", ",", "}", "{", "[", "]", '"', "\\", ":", "\x00", "\x1f", "\n", "//", "\u2028", "\xa0",
     "'", "0", "+", ".", "\ufeff", '"status": "fail",', '"status":"pass"']
)  # fmt: skip


def spoil(parts: tuple[str, list[tuple[float, int, str]]]) -> str:
    """Put junk into a text at some places, in the place of some letters."""
    text, places = parts
    for where, length, piece in places:
        at = round(where * len(text))
        text = text[:at] + piece + text[at + length :]
    return text


places = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 2), junk), min_size=1, max_size=2)
texts = documents | healthy | st.tuples(documents, places).map(spoil)
encodings = st.sampled_from(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-32", "utf-7"])
bodies = st.one_of(
    st.tuples(texts, encodings).map(lambda pair: pair[0].encode(pair[1], "surrogatepass")),
    st.tuples(texts, st.binary(max_size=4)).map(lambda pair: pair[0].encode() + pair[1]),
    st.binary(max_size=40),
)
statuses = st.sampled_from([200] * 6 + [204, 301, 399, 100, 199, 400, 404, 500, 503, 999])


def fuzz(tally: Tally, examples: int) -> None:
    seen: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(Health),
    )
    @given(statuses, bodies)
    def read(http_status: int, body: bytes) -> None:
        health = read_health("it", http_status, body)
        works = says_that_it_works(http_status, body)
        seen[f"{health.status} and {'works' if works else 'does not'}"] += 1
        assert health.output.isprintable()
        if health.status is Status.FAIL:
            assert health.output
        else:
            assert works, (http_status, body)

    read()
    tally.tried += sum(seen.values())
    tally.note(f"{sum(seen.values())} bodies: {dict(sorted(seen.items()))}")
    tally.expect(seen["pass and works"] > examples / 50, f"too few are healthy: {seen}")
    tally.expect(seen["fail and does not"] > examples / 50, f"too few are not: {seen}")


def test_a_few_thousand_bodies(tally: Tally) -> None:
    fuzz(tally, SHORT)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_a_hundred_thousand_bodies(tally: Tally) -> None:
    fuzz(tally, DEEP)


def rounds(value: Any) -> Any:
    """A value of `json` as `parse` has it."""
    if isinstance(value, dict):
        return Members((name, rounds(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return [rounds(inner) for inner in value]
    return value if isinstance(value, (str, bool)) or value is None else json.dumps(value)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
))  # fmt: skip
def test_the_judge_can_read(value: Any) -> None:
    for dump in (json.dumps, lambda value: json.dumps(value, ensure_ascii=False, indent=1)):
        if "\\ud" not in json.dumps(value):  # a pair of surrogates stays two for the judge
            assert parse(dump(value)) == rounds(value)


BROKEN = ["", "{", "[1,]", "{,}", '{"a":}', '{"a" 1}', "01", "1.", "+1", ".5", "NaN", "'a'", '"\n"',
          '"\\x"', "[1 2]", "{}{}", '{"a":1,}', "tru", "\u00a0{}", "// {}", '"\\u12"']  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_the_judge_refuses(text: str) -> None:
    with pytest.raises(NoJSONError):
        parse(text)


@pytest.mark.parametrize(
    ("http_status", "body"),
    [
        (503, b'{"status":"pass"}'),
        (200, b'{"status":"o\xe2\x84\xaa"}'),
        (200, b'{"status":"fail","status":"pass"}'),
        (200, b'{"status":"pass"}]'),
        (200, b'{"status":"pass","x":NaN}'),
    ],
)
def test_the_judge_is_not_fooled(http_status: int, body: bytes) -> None:
    assert not says_that_it_works(http_status, body)
    assert says_that_it_works(200, b'\xef\xbb\xbf{"st\\u0061tus":"OK"}')
