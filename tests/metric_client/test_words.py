"""The words of the clients, in the language of the process."""

import pytest

from checker_lab.core import language
from checker_lab.core.health import Status
from checker_lab.metric_client.health_json import read_health
from checker_lab.metric_client.urls import check_url
from checker_lab.metric_client.words import ENGLISH, RUSSIAN, words
from tests.helpers.catalogues import mistakes


def test_both_languages_have_every_text_with_the_same_values() -> None:
    assert not [*mistakes(ENGLISH, RUSSIAN, ["timeout", "status", "fail", "expect", "xx"])]


def test_a_client_speaks_the_language_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words() is ENGLISH
    monkeypatch.setattr(language, "_chosen", "ru")
    assert words() is RUSSIAN
    health = read_health("a", 200, b"<html>")
    assert (health.status, health.output) == (
        Status.FAIL,
        "HTTP 200 OK, но тело ответа не JSON (с expect=2xx это подойдёт)",
    )


def test_a_caller_may_choose_the_language_of_what_is_wrong_with_a_url() -> None:
    with pytest.raises(ValueError, match="'ftp://x' — негодный URL"):
        check_url("ftp://x", "ru")
