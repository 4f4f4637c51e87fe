"""Interval and timeout together: wrong values, and many threads."""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checker_lab.testing import EventLog
from tests.contract.shells import Shell


@pytest.mark.parametrize("option", ["interval", "timeout"])
@pytest.mark.parametrize("value", [0, -1, math.inf, math.nan, "5", True, [1]])
def test_a_wrong_value_raises_immediately_and_changes_nothing(
    shell: Shell, option: str, value: Any
) -> None:
    checker = shell.make([shell.item("a")], timeout=3.0, on_event=EventLog())
    for _ in range(2):  # before a run, and during it
        with pytest.raises((TypeError, ValueError), match=f"{option} must be .*not"):
            setattr(checker, option, value)
        assert (checker.interval, checker.timeout) == (5.0, 3.0)
        assert (checker.snapshot().interval, checker.snapshot().timeout) == (5.0, 3.0)
        if not checker.snapshot().running:
            shell.run(checker)
            shell.wait_idle(checker, 1)
    shell.wait_due(5.0)


def test_many_threads_may_set_both_concurrently(shell: Shell) -> None:
    checker = shell.make([shell.item("a")], interval=1e6, on_event=EventLog())
    shell.run(checker)
    shell.wait_idle(checker, 1)

    def change(number: int) -> None:
        checker.interval = 1e6 + number
        checker.timeout = 100.0 + number

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(200)))
    due = checker.interval
    assert due != 1e6
    assert checker.timeout is not None
    shell.wait_due(due)
    assert checker.snapshot().pass_number == 1
