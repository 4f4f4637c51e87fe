"""A schedule is a value: printed, stored, and the same again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.schedules import Schedule

NAMES = st.sampled_from(["A", "B", "owner", "Привет", "worker-2", "2", "A2"])


@given(st.lists(NAMES))
def test_the_text_gives_the_schedule_back(moves: list[str]) -> None:
    schedule = Schedule(moves)
    assert Schedule(str(schedule)) == schedule == tuple(moves)
    assert Schedule(json.loads(json.dumps(schedule))) == schedule


def test_the_text_is_short_and_readable() -> None:
    schedule = Schedule(["A", "A", "B", "B", "B", "A"])
    assert str(schedule) == "A A B*3 A"
    assert repr(schedule) == "Schedule('A A B*3 A')"


def test_switches_are_counted() -> None:
    assert Schedule("A A B*3 A").switches == 2
    assert Schedule("").switches == 0


@pytest.mark.parametrize("text", ["A*", "A*0", "A*x", "A*-1", "A*³", "A*1*2"])
def test_a_wrong_repeat_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not part of a schedule"):
        Schedule(text)


def test_what_is_no_name_is_refused() -> None:
    with pytest.raises(TypeError, match="made of names"):
        Schedule([0, 1])  # type: ignore[list-item]
