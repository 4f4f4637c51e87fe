"""Checks that passed, packed and unpacked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.cluster.reports import pack_passed, unpack_slots

# The threads of a running cluster use `random` too, while Hypothesis draws.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=30))
def test_slots_come_back(slots: list[int]) -> None:
    seconds = np.zeros(len(slots))
    packed = pack_passed(np.array(slots, np.float64), seconds, seconds)
    assert unpack_slots(packed.slots).tolist() == slots


def test_slots_that_follow_each_other_are_two_numbers() -> None:
    seconds = np.zeros(3)
    assert pack_passed(np.array([4.0, 5.0, 6.0]), seconds, seconds).slots == (4, 3)


def test_times_are_exact_to_a_tenth_of_a_millisecond_in_a_machine_that_runs_for_years() -> None:
    started_at = np.array([1e8, 1e8 + 0.0125, 1e8 + 60.0])
    packed = pack_passed(np.arange(3.0), started_at, started_at)
    back = packed.since + packed.started_at.astype(np.float64)
    assert back == pytest.approx(started_at, abs=1e-4)
