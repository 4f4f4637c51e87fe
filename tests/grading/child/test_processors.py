"""Each process gets the processor with the fewest others on it."""

import os
import sys

import pytest

from checker_lab.grading.child.processors import Processors, keep_to

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program choose")


@linux
def test_processes_are_spread_and_a_place_is_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {3, 5})
    processors = Processors()
    given = []
    for process in range(4):
        given.append(processors.next())
        processors.take(process, given[-1])
    assert given == [3, 5, 3, 5]
    processors.free(1)
    assert processors.next() == 5


@linux
def test_a_process_keeps_to_its_processor() -> None:
    before = os.sched_getaffinity(0)
    try:
        keep_to(max(before))
        assert os.sched_getaffinity(0) == {max(before)}
    finally:
        os.sched_setaffinity(0, before)


def test_where_none_can_be_chosen_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)
    processors = Processors()
    assert processors.next() is None
    keep_to(processors.next())
    processors.take(1, None)
    processors.free(1)
