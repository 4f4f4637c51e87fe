"""The reader of health+json: what it says of each answer, and that no answer fools it."""

import json

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client.health_json import DEEPEST, read_health
from tests.helpers.asking import python

HEALTHY_WORDS = {"pass": Status.PASS, "ok": Status.PASS, "up": Status.PASS, "warn": Status.WARN}
HEALTHY_TEXTS = {*map(str.encode, HEALTHY_WORDS), b"true"}


COMMON = {
    b"ok": Status.PASS,
    b"OK\n": Status.PASS,
    b"Healthy": Status.PASS,
    b"ready.": Status.PASS,
    b"true": Status.PASS,
    b'"UP"': Status.PASS,
    b"Prometheus Server is Healthy.\n": Status.PASS,
    b'{"status":"healthy"}': Status.PASS,
    b'{"status":"green","timed_out":false}': Status.PASS,
    b'{"status":"success"}': Status.PASS,
    b'{"health":"true","reason":""}': Status.PASS,
    b'{"healthy":true}': Status.PASS,
    b'{"ok":true}': Status.PASS,
    b"Degraded": Status.WARN,
    b'{"status":"yellow"}': Status.WARN,
    b"false": Status.FAIL,
    b"DOWN": Status.FAIL,
    b"Unhealthy": Status.FAIL,
    b'{"status":"red"}': Status.FAIL,
    b'{"status":"OUT_OF_SERVICE"}': Status.FAIL,
    b'{"health":"false"}': Status.FAIL,
}
"""Answers of Kubernetes, etcd, Prometheus, Spring, ASP.NET, Elasticsearch and others."""


def body(**document: object) -> bytes:
    return json.dumps(document).encode()


def says(status: object, http_status: int = 200) -> Status | str:
    return read_health("it", http_status, body(status=status)).status


@pytest.mark.parametrize("word", ["pass", "ok", "up", "PASS", "Ok", "uP"])
def test_pass_in_the_words_and_cases_of_the_draft(word: str) -> None:
    assert read_health("it", 200, body(status=word)) == HealthCheck("it", "pass")


@pytest.mark.parametrize("content", COMMON, ids=bytes.decode)
def test_what_others_say_as_clearly(content: bytes) -> None:
    assert read_health("it", 200, content).status is COMMON[content]
    assert read_health("it", 503, content).status is Status.FAIL


def test_a_redirect_that_leads_nowhere_gets_no_hint() -> None:
    assert read_health("it", 304, b"").output == "HTTP 304 Not Modified, but the body is empty"


@pytest.mark.parametrize("word", ["warn", "WARN"])
def test_warn_with_its_reason(word: str) -> None:
    found = read_health("it", 200, body(status=word, output="nearly full"))
    assert found == HealthCheck("it", "warn", "nearly full")


@pytest.mark.parametrize("word", ["fail", "error", "down", "DOWN"])
def test_fail_with_its_reason(word: str) -> None:
    found = read_health("it", 503, body(status=word, output="no disk"))
    assert found == HealthCheck("it", "fail", "no disk")


@pytest.mark.parametrize("http_status", [200, 201, 204, 299, 300, 304, 399])
def test_2xx_and_3xx_agree_with_pass_and_warn(http_status: int) -> None:
    assert says("pass", http_status) is Status.PASS
    assert says("warn", http_status) is Status.WARN


@pytest.mark.parametrize("http_status", [100, 101, 199, 400, 404, 429, 500, 503, 599, 999])
def test_a_contradiction_is_not_healthy(http_status: int) -> None:
    for word in HEALTHY_WORDS:
        found = read_health("it", http_status, body(status=word))
        assert found.status is Status.FAIL
        assert f"HTTP {http_status}" in found.output


def test_a_contradiction_names_both_sides() -> None:
    found = read_health("it", 503, body(status="pass", output="all is well"))
    assert found.output == "HTTP 503 Service Unavailable, though the body says pass"
    found = read_health("it", 200, body(status="fail"))
    assert found == HealthCheck("it", "fail", "HTTP 200 OK, and the body says fail")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the body is empty"),
        (b"<h1>It works!</h1>", "the body is not JSON"),
        (b"\xff\xfe\x00", "the body is not JSON"),
        (b'{"status":"pass"', "the body is not JSON"),
        (b'{"status":"pass"} {"status":"pass"}', "the body is not JSON"),
        (b'{"status":"pass","load":NaN}', "the body is not JSON"),
        (b"[]", "the body is JSON, but not an object"),
        (b"5", "the body is JSON, but not an object"),
        (b'"meh"', "the body is JSON, but not an object"),
        (b'{"health":1}', "the body has no status"),
        (b'{"health":"maybe"}', "the body has no status"),
        (b'{"health":true,"ok":false}', "the body has no status"),
        (b'{"ok":true,"ok":false}', "the body has two statuses"),
        (b'{"database":"ok"}', "the body has no status"),
        (b'{"status":"unknown"}', "the status in the body is unknown: 'unknown'"),
        (b"Nothing is up", "the body is not JSON"),
        (b"not ok", "the body is not JSON"),
        (b"The cache is down and the rest is up", "the body is not JSON"),
        (b"o\xe2\x84\xaa", "the body is not JSON"),
        (b"ok\n" * 50, "the body is not JSON"),
        (b"{}", "the body has no status"),
        (b'{"checks":{"status":"pass"}}', "the body has no status"),
        (b'{"status":null}', "the status in the body is not a string"),
        (b'{"status":true}', "the status in the body is not a string"),
        (b'{"status":["pass"]}', "the status in the body is not a string"),
        (b'{"status":"meh"}', "the status in the body is unknown: 'meh'"),
        (b'{"status":""}', "the status in the body is unknown: ''"),
        (b'{"status":" pass"}', "the status in the body is unknown: ' pass'"),
        (b'{"status":"fail","status":"pass"}', "the body has two statuses"),
        (b'{"st\\u0061tus":"fail","status":"pass"}', "the body has two statuses"),
        (b'{"a":' * 100_000, "the JSON in the body is nested too deeply"),
        (b"[" * 100_000, "the JSON in the body is nested too deeply"),
        (b'{"a":[' * 60 + b"]}" * 60, "the JSON in the body is nested too deeply"),
    ],
)
def test_a_body_that_says_nothing_fails(content: bytes, why: str) -> None:
    said = f"HTTP 200 OK, but {why} (expect=2xx would accept it)"
    assert read_health("it", 200, content) == HealthCheck("it", "fail", said)
    found = read_health("it", 502, content)
    assert found == HealthCheck("it", "fail", "HTTP 502 Bad Gateway")


def test_the_kelvin_sign_is_no_k() -> None:
    assert says("o\N{KELVIN SIGN}") is Status.FAIL


def test_a_byte_order_mark_is_skipped() -> None:
    assert read_health("it", 200, b'\xef\xbb\xbf{"status":"pass"}').status is Status.PASS


def test_nesting_up_to_the_limit_is_read() -> None:
    nested = b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1)
    # Neither brackets side by side count, nor those in strings.
    wide = b"[[],{}]," * 1000 + json.dumps('[{"\\' * 1000).encode()
    content = b'{"status":"pass","nested":%b,"wide":[%b]}' % (nested, wide)
    assert read_health("it", 200, content).status is Status.PASS


SMALL_STACK = """
import sys, threading
from checker_lab.metric_client.health_json import DEEPEST, read_health
from tests.helpers.asking import python
threading.stack_size(256 << 10)
sys.setrecursionlimit(10**6)
for depth in (90, 5_000, 500_000):
    body = b'{"status":"pass","a":' + b"[" * depth + b"]" * depth + b"}"
    thread = threading.Thread(target=lambda: print(read_health("it", 200, body).status.value))
    thread.start()
    thread.join()
"""


def test_a_thread_with_a_small_stack_survives_deep_nesting() -> None:
    assert python(SMALL_STACK).split() == ["pass", "fail", "fail"]


@pytest.mark.parametrize("number", ["1" * 4301, "-" + "9" * 100_000, "1" * 5000 + ".5e99"])
def test_a_number_of_many_digits_is_json(number: str) -> None:
    content = f'{{"status":"warn","load":{number}}}'.encode()
    assert read_health("it", 200, content).status is Status.WARN


@pytest.mark.parametrize("output", [5, None, ["a"], {"a": 1}])
def test_an_output_that_is_no_text_is_left_out(output: object) -> None:
    assert read_health("it", 200, body(status="warn", output=output)).output == ""


def test_the_output_is_one_printable_line_and_not_too_long() -> None:
    found = read_health("it", 200, body(status="warn", output="a\nb\x1b[31m\ud800" + "c" * 1000))
    assert found.output.startswith(r"a\nb\x1b[31m\ud800ccc")
    assert found.output.isprintable()
    assert found.output.encode()
    assert len(found.output) < 400


words = st.sampled_from(["pass", "PASS", "ok", "up", "warn", "fail", "error", "down", "oK", ""])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | words,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("status"), inner),
    max_leaves=10,
)
documents = st.dictionaries(
    st.sampled_from(["status", "Status", "output", "checks"]), json_values | words
)
texts = st.one_of(documents, json_values).map(json.dumps)
# Two documents glued together, and one with its end cut off or a piece put in.
mangled = st.tuples(texts, st.integers(0, 40), st.text(max_size=3), texts).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :] + parts[3]
)
bodies = st.one_of(
    st.binary(),
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: text.encode("utf-16", "surrogatepass")),
    mangled.map(lambda text: text.encode("utf-8", "surrogatepass")),
)


def is_healthy(http_status: int, content: bytes) -> bool:
    """The same question, answered in another way."""
    if content.strip().lower().strip(b'."') in HEALTHY_TEXTS:
        return 200 <= http_status <= 399
    try:
        document = json.loads(content)
    except ValueError:
        return False
    if not isinstance(document, dict) or not 200 <= http_status <= 399:
        return False
    return str(document.get("status")).lower() in HEALTHY_WORDS


@given(st.integers(100, 999), bodies)
@example(200, b'{"status": "pass"}')
@example(200, b'{"status": "o\xe2\x84\xaa"}')
@example(200, b'{"status": "fail", "status": "pass"}')
def test_no_answer_crashes_the_reader_or_passes_though_unhealthy(
    http_status: int, content: bytes
) -> None:
    found = read_health("it", http_status, content)
    assert found.service_id == "it"
    assert found.output.isprintable()
    if found.status is not Status.FAIL:
        assert is_healthy(http_status, content)
    else:
        assert found.output


@given(st.sampled_from(sorted(HEALTHY_WORDS)), st.integers(200, 399), documents)
def test_what_is_healthy_passes(word: str, http_status: int, others: dict[str, object]) -> None:
    text = json.dumps({**others, "status": word})
    assume("NaN" not in text and "Infinity" not in text)  # which are not JSON
    content = text.encode()
    assert read_health("it", http_status, content).status is HEALTHY_WORDS[word]
