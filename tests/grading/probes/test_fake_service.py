"""How calls with a timeout end, in words."""

import pytest

from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.probes.fake_service import (
    how_it_ended,
    is_early,
    is_late,
    no_timeout,
    wrong_timeout,
)
from checker_lab.grading.sentences import say

CASE = say("with no answer")


class Unprintable:
    def __repr__(self) -> str:
        raise ValueError("no text")


def ended(after: float, value: object = None, error: BaseException | None = None) -> TimedCall:
    return TimedCall("it", 0.0, after, value, error)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (ended(0.0, 7), "returned 7"),
        (ended(0.0, Unprintable()), "returned a Unprintable"),
        (ended(0.25, error=KeyError("x")), "raised KeyError: 'x', after 0.25 s"),
    ],
)
def test_the_end_of_a_call(call: TimedCall, text: str) -> None:
    assert str(how_it_ended(call)) == text


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (ended(1.0, error=TimeoutError()), ""),
        (
            ended(0.5, error=TimeoutError()),
            "with no answer, it raised TimeoutError after 0.50 s: too early",
        ),
        (
            ended(9.0, error=TimeoutError()),
            "with no answer, it raised TimeoutError only after 9.00 s",
        ),
        (ended(1.0, False), "with no answer, it returned False and raised no TimeoutError"),
        (
            ended(1.0, error=OSError("x")),
            "with no answer, it raised OSError: x, which is not a TimeoutError",
        ),
    ],
)
def test_a_timeout_of_a_second(call: TimedCall, text: str) -> None:
    assert str(wrong_timeout(call, 1.0, CASE)) == text


def test_real_time_is_generous() -> None:
    assert not is_early(0.9, 1.0)
    assert not is_late(2.0, 1.0)


@pytest.mark.parametrize(
    ("when_answered", "text"), [(True, "it returned when"), (False, "nor when")]
)
def test_no_timeout_at_all(when_answered: bool, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without the errors of handlers that other tests have let in.
    monkeypatch.setattr("checker_lab.grading.child.signals._errors", [])
    assert text in str(no_timeout(2.0, CASE, when_answered=when_answered))
