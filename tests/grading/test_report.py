"""What a report says to people and to programs."""

import json

import pytest

from checker_lab.grading.requirements import REQUIREMENTS
from tests.grading.reports import MIXED, finding, report


def test_names_by_state() -> None:
    assert (MIXED.passed, MIXED.failed, MIXED.not_reached) == (
        ("returns",),
        ("repeats",),
        ("stops",),
    )
    assert not MIXED.ok
    assert report(finding("returns", "passed")).ok
    assert not report(finding("returns", "not reached")).ok


def test_what_was_not_judged_is_a_key_error_that_names_what_was() -> None:
    with pytest.raises(KeyError, match="returns, repeats, stops"):
        MIXED["parallel"]


def test_text_tells_the_state_in_words() -> None:
    text = str(MIXED)
    assert text.startswith("Mine (threads): 1 of 3 requirements met, 1 not, 1 not reached")
    assert "✗ failed       repeats" in text
    assert f"wanted: {REQUIREMENTS['repeats'].wanted}" in text
    assert MIXED["repeats"].hint(1) in text
    assert MIXED["repeats"].hint(2) not in text


def test_repr_is_one_line_that_is_the_same_in_every_run() -> None:
    assert repr(MIXED) == (
        "<Report of Mine (threads): 1 of 3 requirements met, 1 not, 1 not reached>"
    )


def test_json_is_for_a_gradebook() -> None:
    data = json.loads(MIXED.to_json())
    assert list(data) == [
        "version",
        "target",
        "kind",
        "ok",
        "passed",
        "failed",
        "not_reached",
        "seconds",
        "real_time_because",
        "flag",
        "not_judged_because",
        "borrowed_because",
        "requirements",
    ]
    assert data["failed"] == ["repeats"]
    assert list(data["requirements"][0]) == ["name", "title", "state", "wanted", "saw", "evidence"]
