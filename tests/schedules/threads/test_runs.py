"""Tests of the judgement of runs of threads."""

import threading
from types import SimpleNamespace

import pytest

from checker_lab.schedules import explore, play

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


def start_one_that_fails(shared: SimpleNamespace) -> None:
    def fail() -> None:
        shared.go_on.wait()
        raise ValueError("late")

    shared.child = threading.Thread(target=fail, name="child", daemon=True)
    shared.child.start()


def setup() -> SimpleNamespace:
    return SimpleNamespace(go_on=threading.Event())


def test_a_thread_that_raises_while_the_invariant_waits_for_it_loses() -> None:
    def let_it_end(shared: SimpleNamespace) -> bool:
        shared.go_on.set()
        shared.child.join()
        return True

    found = explore(setup, {"A": start_one_that_fails}, let_it_end)
    assert found.losing == found.explored
    assert found.run is not None
    assert found.run.reason == "child raised ValueError: late"


def test_the_invariant_sees_what_daemons_have_done_so_far() -> None:
    run = play(setup, {"A": start_one_that_fails}, "", lambda shared: shared.child.is_alive())
    assert run.outcome == "holds"


def test_without_an_invariant_a_run_holds_when_all_have_ended() -> None:
    assert play(setup, {"A": start_one_that_fails}).reason == "all have ended"
