"""Each process gets the processor with the fewest others on it."""

import os
import sys

import pytest

from checker_lab.grading.child.processors import keep_to, least_used

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program choose")


@linux
def test_processes_are_spread_and_a_place_is_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {5, 3})
    assert [least_used(used) for used in ([], [3], [3, 5], [3, 5, 3])] == [3, 5, 3, 5]
    assert least_used([3, 3, None, None, None]) == 5


@linux
def test_a_process_keeps_to_its_processor() -> None:
    before = os.sched_getaffinity(0)
    try:
        keep_to(max(before))
        assert os.sched_getaffinity(0) == {max(before)}
    finally:
        os.sched_setaffinity(0, before)


@linux
def test_a_processor_that_is_gone_does_no_harm() -> None:
    before = os.sched_getaffinity(0)
    keep_to(100_000)
    assert os.sched_getaffinity(0) == before


def test_where_none_can_be_chosen_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)
    assert least_used([]) is None
    keep_to(None)
