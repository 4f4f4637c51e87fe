"""Which results are expected: each is resolved once, in its own pass."""

import numpy as np

from checker_lab.cluster.pending import ALONE, IN_PASS, NOT_PENDING, PendingChecks


def slots(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, np.int64)


def test_a_result_is_resolved_once_in_its_pass() -> None:
    pending = PendingChecks()
    pending.add_pass(1, np.array([True, False, True]))
    pending.add_pass(2, np.array([True, True, True]))
    assert pending.resolve(slots(0, 1, 5), 1).tolist() == [IN_PASS, NOT_PENDING, NOT_PENDING]
    assert pending.resolve(slots(0), 1).tolist() == [NOT_PENDING]
    assert pending.resolve(slots(0), 2).tolist() == [IN_PASS]
    by_pass = [(number, each.tolist()) for number, each in pending.by_pass()]
    assert by_pass == [(1, [2]), (2, [1, 2])]
    assert (len(pending), 2 in pending, 0 in pending) == (3, True, False)


def test_a_check_alone_has_the_number_of_the_last_pass() -> None:
    pending = PendingChecks()
    pending.add_alone(7, 3)
    assert 7 in pending
    assert pending.resolve(slots(7), 4).tolist() == [NOT_PENDING]
    assert pending.resolve(slots(6, 7), 3).tolist() == [NOT_PENDING, ALONE]
    assert not pending


def test_a_pass_without_pending_checks_is_forgotten() -> None:
    pending = PendingChecks()
    pending.add_pass(1, np.array([True]))
    assert pending.in_pass(1).tolist() == [0]
    pending.resolve(slots(0), 1)
    assert not pending
    assert pending.in_pass(1).tolist() == []
