"""Tests of how a run is judged."""

import threading

import pytest

from checker_lab.schedules import explore, play
from checker_lab.schedules.judging import Judgement, judge_answer, phrase_of, who_waits
from checker_lab.schedules.phrases import EVENT
from checker_lab.schedules.results import Standing
from tests.schedules.programs import (
    ADDS,
    FixedWakeUp,
    LostWakeUp,
    Naive,
    TwoLocks,
    nothing_lost,
)


def test_a_run_holds_or_is_broken() -> None:
    lost = play(Naive, ADDS, "A A B B A B", nothing_lost)
    assert (lost.outcome, lost.loses, lost.reason) == (
        "broken",
        True,
        "the invariant does not hold",
    )
    kept = play(Naive, ADDS, "A*3 B*3", nothing_lost)
    assert (kept.outcome, kept.loses, kept.reason) == ("holds", False, "the invariant holds")
    assert play(Naive, ADDS).reason == "all have ended"
    assert isinstance(lost.shared, Naive)
    assert lost.shared.items == ["b"]


def test_a_complete_schedule_is_judged_though_it_may_not_go_on() -> None:
    run = play(Naive, ADDS, "A A B B A B", nothing_lost, finish=False)
    assert run.outcome == "broken"
    assert run.movable == ()


def test_a_deadlock_loses() -> None:
    found = explore(
        TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.backwards}, lambda shared: True
    )
    assert found.deadlocks == found.losing > 0
    assert found.run is not None
    assert found.run.outcome == "deadlock"
    assert str(found.run.deadlock) == (
        "A waits for the lock held by B; B waits for the lock held by A"
    )


def test_the_same_order_of_locks_has_no_deadlock() -> None:
    threads = {"A": TwoLocks.forwards, "B": TwoLocks.forwards}
    explore(TwoLocks, threads, lambda shared: True, preemptions=None).assert_holds()


def test_a_lost_wake_up_is_found_and_its_fix_proven() -> None:
    found = explore(LostWakeUp, {"A": LostWakeUp.wait, "B": LostWakeUp.set}, lambda shared: True)
    assert found.deadlocks > 0
    assert found.run is not None
    assert str(found.run.deadlock) == "A waits to be notified"
    threads = {"A": FixedWakeUp.wait, "B": FixedWakeUp.set}
    explore(FixedWakeUp, threads, lambda shared: True, preemptions=None).assert_holds()


def test_an_exception_in_a_thread_loses() -> None:
    def pop(shared: list[int]) -> None:
        if shared:
            shared.pop()

    found = explore(lambda: [1], {"A": pop, "B": pop}, lambda shared: shared == [])
    assert (found.explored, found.losing, found.deadlocks) == (6, 4, 0)
    assert found.run is not None
    assert found.run.reason == "A raised IndexError: pop from empty list"
    assert isinstance(found.run.error, IndexError)


def test_an_exception_in_a_thread_that_the_code_has_started_loses() -> None:
    def fail(shared: object) -> None:
        thread = threading.Thread(target=lambda: 1 / 0, name="child")
        thread.start()
        thread.join()

    found = explore(object, {"A": fail}, lambda shared: True)
    assert found.losing == found.explored
    assert found.run is not None
    assert found.run.reason == "child raised ZeroDivisionError: division by zero"


def test_system_exit_ends_a_thread_silently() -> None:
    def leave(shared: object) -> None:
        raise SystemExit

    explore(object, {"A": leave}, lambda shared: True).assert_holds()


def test_an_assertion_in_the_invariant_loses_with_its_message() -> None:
    def all_there(shared: Naive) -> bool:
        assert len(shared.items) == 2, f"kept {len(shared.items)}"
        return True

    found = explore(Naive, ADDS, all_there)
    assert found.losing == 6
    assert found.run is not None
    assert found.run.reason == "the invariant does not hold: kept 1"


def test_an_invariant_that_returns_no_bool_is_an_error() -> None:
    with pytest.raises(TypeError, match="must return True or False"):
        explore(Naive, ADDS, lambda shared: None)  # type: ignore[arg-type, return-value]


def test_an_error_in_the_invariant_reaches_the_caller() -> None:
    def broken(shared: Naive) -> bool:
        raise KeyError("typo")

    with pytest.raises(KeyError, match="typo"):
        explore(Naive, ADDS, broken)


def test_an_error_in_setup_reaches_the_caller() -> None:
    def setup() -> Naive:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        explore(setup, ADDS, nothing_lost)


def test_an_answer_is_true_or_false() -> None:
    assert judge_answer(True) == Judgement("holds")
    assert judge_answer(False) == Judgement("broken")
    for answer in (None, 1, "yes"):
        with pytest.raises(TypeError, match="the invariant returned"):
            judge_answer(answer)


STANDINGS = {
    "A": Standing("A", "waiting", EVENT),
    "B": Standing("B", "waiting", EVENT, until=5.0, can_move=True),
    "C": Standing("C", "ended"),
}


def test_each_outcome_has_its_words() -> None:
    for judgement, words in (
        (Judgement("holds"), "the invariant holds"),
        (Judgement("broken"), "the invariant does not hold"),
        (Judgement("broken", AssertionError("no a")), "the invariant does not hold: no a"),
        (Judgement("raised", KeyError("a"), "B"), "B raised KeyError: 'a'"),
        (Judgement("endless", None, "C"), f"C does not end; A {EVENT}"),
        (Judgement("deadlock"), f"deadlock: A {EVENT}; B {EVENT}"),
        (Judgement("unfinished"), "not over yet: B can move"),
    ):
        assert str(phrase_of(judgement, STANDINGS, has_invariant=True)) == words
    assert str(phrase_of(Judgement("holds"), {}, has_invariant=False)) == "all have ended"


def test_only_those_that_wait_are_said_to_wait() -> None:
    assert str(who_waits(STANDINGS)) == f"A {EVENT}; B {EVENT}"
