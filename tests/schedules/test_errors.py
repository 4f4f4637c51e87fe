"""Tests of the errors: what the caller can catch, and what never leaves the package."""

import pickle

import pytest

from checker_lab import schedules
from checker_lab.core.errors import CheckerError
from checker_lab.schedules import ScheduleError, WaitsForeverError
from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.phrases import waits_forever

ERRORS = [name for name in schedules.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("name", ERRORS)
def test_every_public_error_is_a_schedule_error(name: str) -> None:
    assert issubclass(getattr(schedules, name), ScheduleError)
    assert issubclass(ScheduleError, CheckerError)


def test_code_under_test_does_not_catch_the_end_of_a_run_by_accident() -> None:
    assert not issubclass(ScheduleOver, Exception)


def test_a_wait_forever_keeps_its_phrase_through_pickle() -> None:
    error = WaitsForeverError(waits_forever("setup()"))
    loaded = pickle.loads(pickle.dumps(error))
    assert str(loaded) == str(error) == "setup() waits forever: no thread can move"
    assert loaded.phrase == error.phrase
