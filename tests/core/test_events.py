"""Events are values."""

import pickle
from typing import get_args

import pytest

from checker_lab import CheckEnded, CheckResult, Event, Outcome, SkipReason, StopReport
from checker_lab.core import events

VALUES = {
    "result": CheckResult("a", Outcome.PASS, 1, 0.0, 0.1),
    "reason": SkipReason.STOPPED,
    "report": StopReport(True),
}


@pytest.mark.parametrize("kind", get_args(Event))
def test_each_event_is_equal_hashable_and_can_be_sent(kind: type) -> None:
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    values = [VALUES.get(field, 1) for field in fields if field != "language"]
    event, other = kind(*values), kind(*values)
    assert event == other == pickle.loads(pickle.dumps(event))
    assert hash(event) == hash(other)
    assert event.language == "ru"


def test_all_events_are_in_the_union() -> None:
    assert {kind.__name__ for kind in get_args(Event)} == set(events.__all__) - {"Event"}
    assert CheckEnded in get_args(Event)
