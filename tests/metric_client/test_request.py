"""What is sent: which requests are refused, and that secrets stay secret."""

import pickle

import pytest

from checker_lab.metric_client.request import Request, header_lines

URL = "http://127.0.0.1:8080/health"


def test_the_values_of_headers_are_not_in_the_repr() -> None:
    request = Request(URL, headers={"Authorization": "Bearer secret"})
    assert "secret" not in repr(request)
    assert pickle.loads(pickle.dumps(request)) == request


@pytest.mark.parametrize("name", ["", "a b", "a:b", "é", "a\n", "Host", "content-length"])
def test_a_header_that_cannot_be_set_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="this header cannot be set: "):
        Request(URL, headers={name: "x"})


@pytest.mark.parametrize("value", ["secret\r\nX: y", "secret\0", "secret\u0430"])
def test_a_value_that_could_forge_a_header_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(ValueError, match="the value of the header 'X-Token'") as caught:
        Request(URL, headers={"X-Token": value})
    assert "secret" not in str(caught.value)


def test_what_are_no_headers_is_refused() -> None:
    with pytest.raises(TypeError, match="headers must be a mapping"):
        Request(URL, headers=[("a", "b")])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="name and value must be str; see the header 'a'"):
        Request(URL, headers={"a": 1})  # type: ignore[dict-item]


def test_another_method_is_refused() -> None:
    with pytest.raises(ValueError, match="method must be 'GET' or 'HEAD', not 'POST'"):
        Request(URL, "POST")  # type: ignore[arg-type]


def test_a_header_replaces_the_default_in_any_case() -> None:
    lines = header_lines({"Accept": "text/plain", "X-Empty": ""}, {"accept": "*/*", "a": "b"})
    assert lines == ["a: b", "Accept: text/plain", "X-Empty;"]
