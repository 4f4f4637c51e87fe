"""Seconds as a user types them."""

import pytest

from checker_lab.widgets.seconds import interval_of, seconds_text, timeout_of
from checker_lab.widgets.words import ENGLISH


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 5),
        (" 0.5 ", 0.5),
        ("0,5", 0.5),
        ("2 s", 2),
        ("2s", 2),
        ("0.05", 0.05),
        ("86400", 86400),
    ],
)
def test_a_number_of_seconds(text: str, seconds: float) -> None:
    assert interval_of(text, ENGLISH) == timeout_of(text, ENGLISH) == seconds


@pytest.mark.parametrize("text", ["0", "0.049", "-1", "86401", "nan", "inf"])
def test_an_interval_has_limits(text: str) -> None:
    with pytest.raises(ValueError, match=f"to 86400 seconds, not '{text}'"):
        interval_of(text, ENGLISH)


@pytest.mark.parametrize("text", ["", "soon", "s", "5 m", "1,2,3"])
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"enter a number of seconds, like 5 or 0\.5, not"):
        interval_of(text, ENGLISH)
    with pytest.raises(ValueError, match=r"or 0\.5, or none, not"):
        timeout_of(text, ENGLISH)


def test_a_comma_that_could_be_for_thousands_is_refused() -> None:
    with pytest.raises(ValueError, match="'86,400 s' could mean two numbers"):
        interval_of("86,400 s", ENGLISH)


def test_no_timeout() -> None:
    assert timeout_of(" None ", ENGLISH) is None
    assert (
        seconds_text(None, ENGLISH),
        seconds_text(0.5, ENGLISH),
        seconds_text(3600.0, ENGLISH),
    ) == (
        "none",
        "0.5 s",
        "3600 s",
    )
