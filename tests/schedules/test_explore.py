"""The search: what it finds, what it counts, and what it never takes for a proof."""

import random
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from checker_lab.schedules import NotDeterministicError, WaitsForeverError, explore, play
from tests.schedules.programs import (
    ADDS,
    FixedWakeUp,
    Locked,
    LostWakeUp,
    Naive,
    TwoLocks,
    add_a,
    add_b,
    nothing_lost,
)


def test_the_lost_update_is_found_with_the_fewest_switches() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    assert (found.explored, found.losing, found.exhausted) == (14, 6, True)
    assert str(found.shortest) == "A A B*3 A"
    assert found.shortest is not None
    assert found.shortest.switches == 2


@pytest.mark.parametrize(
    ("preemptions", "explored", "losing"), [(0, 2, 0), (1, 6, 2), (2, 14, 6), (None, 20, 12)]
)
def test_every_schedule_within_the_bound_is_played_once(
    preemptions: int | None, explored: int, losing: int
) -> None:
    # Two threads of three steps each: 6! / (3! 3!) = 20 orders.
    found = explore(Naive, ADDS, nothing_lost, preemptions=preemptions)
    assert (found.explored, found.losing, found.exhausted) == (explored, losing, True)


def orders(left: dict[str, int]) -> list[str]:
    """All orders of so many moves each."""
    if not any(left.values()):
        return [""]
    return [
        name + rest
        for name, count in left.items()
        if count
        for rest in orders({**left, name: count - 1})
    ]


def preemptions_of(order: str) -> int:
    """How often a thread that had not ended yet made way for another one."""
    return sum(
        before != after and before in order[place:]
        for place, (before, after) in enumerate(pairwise(order), start=1)
    )


@pytest.mark.parametrize("bound", range(6))
def test_a_bound_leaves_out_exactly_those_with_more_preemptions(bound: int) -> None:
    seen: list[str] = []

    def step(name: str) -> Callable[[list[str]], None]:
        def function(shared: list[str]) -> None:
            shared.append(name)
            shared.append(name)
            shared.append(name)

        return function

    def keep(shared: list[str]) -> bool:
        seen.append("".join(shared))
        return True

    explore(list, {name: step(name) for name in "ABC"}, keep, preemptions=bound)
    every = orders({"A": 3, "B": 3, "C": 3})
    assert sorted(seen) == sorted(order for order in every if preemptions_of(order) <= bound)


def test_three_threads_of_three_steps() -> None:
    threads = {**ADDS, "C": lambda shared: shared.add("c")}
    found = explore(
        Naive, threads, lambda shared: sorted(shared.items) == ["a", "b", "c"], preemptions=None
    )
    # 9! / (3! 3! 3!) orders
    assert (found.explored, found.exhausted) == (1680, True)


def test_no_schedule_is_played_twice() -> None:
    seen: list[tuple[str, ...]] = []
    order: list[str] = []

    def setup() -> list[str]:
        order.clear()
        return order

    def step(name: str) -> Callable[[list[str]], None]:
        def function(shared: list[str]) -> None:
            shared.append(name)
            shared.append(name)

        return function

    def keep(shared: list[str]) -> bool:
        seen.append(tuple(shared))
        return True

    found = explore(setup, {"A": step("A"), "B": step("B"), "C": step("C")}, keep, preemptions=None)
    assert found.explored == len(seen) == len(set(seen)) == 90


def test_the_fix_is_proven() -> None:
    found = explore(Locked, ADDS, nothing_lost, preemptions=None)
    assert found.holds
    assert found.exhausted
    assert found.explored > 20
    assert found.shortest is None
    assert found.run is None
    found.assert_holds()


def test_a_loss_is_told_with_its_schedule() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    with pytest.raises(AssertionError) as caught:
        found.assert_holds()
    assert str(caught.value) == (
        "6 of 14 schedules lose (all with at most 2 preemptions)\n"
        "fewest switches: A A B*3 A: the invariant does not hold"
    )


def test_the_shortest_schedule_loses_again_when_it_is_played() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    assert found.shortest is not None
    run = play(Naive, ADDS, found.shortest, nothing_lost)
    assert run.loses
    assert run.schedule == found.shortest
    assert found.run == run


def test_a_search_that_was_cut_off_is_no_proof() -> None:
    found = explore(Locked, ADDS, nothing_lost, max_schedules=5)
    assert (found.explored, found.losing, found.exhausted, found.holds) == (5, 0, False, False)
    with pytest.raises(AssertionError, match="inconclusive"):
        found.assert_holds()


def test_a_random_search_finds_but_never_proves() -> None:
    found = explore(Naive, ADDS, nothing_lost, seed=1, max_schedules=50)
    assert found.explored == 50
    assert found.losing > 0
    assert found == explore(Naive, ADDS, nothing_lost, seed=1, max_schedules=50)
    fixed = explore(Locked, ADDS, nothing_lost, seed=1, max_schedules=50)
    assert fixed.losing == 0
    assert not fixed.holds


def test_a_deadlock_loses() -> None:
    found = explore(
        TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.backwards}, lambda shared: True
    )
    assert found.deadlocks == found.losing > 0
    assert found.run is not None
    assert found.run.outcome == "deadlock"
    assert found.run.deadlock == ("A waits for the lock held by B; B waits for the lock held by A")


def test_the_same_order_of_locks_has_no_deadlock() -> None:
    threads = {"A": TwoLocks.forwards, "B": TwoLocks.forwards}
    explore(TwoLocks, threads, lambda shared: True, preemptions=None).assert_holds()


def test_a_lost_wake_up_is_found_and_its_fix_proven() -> None:
    found = explore(LostWakeUp, {"A": LostWakeUp.wait, "B": LostWakeUp.set}, lambda shared: True)
    assert found.deadlocks > 0
    assert found.run is not None
    assert found.run.deadlock == "A waits to be notified"
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


def test_system_exit_ends_a_thread_in_silence_as_in_python() -> None:
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


def test_an_endless_loop_loses_and_ends_the_search() -> None:
    def wait_for_ever(shared: Naive) -> None:
        while True:
            pass

    found = explore(Naive, {"A": wait_for_ever, "B": add_b}, lambda shared: True, max_steps=3000)
    assert not found.exhausted
    assert found.losing == 1
    assert found.run is not None
    assert found.run.outcome == "endless"
    assert "A does not end" in found.run.reason
    assert found.stopped_by == "stopped at one that does not end"


def test_a_loop_that_waits_for_another_thread_comes_to_its_end() -> None:
    def wait(shared: Naive) -> None:
        while not shared.items:
            pass

    found = explore(Naive, {"A": wait, "B": add_b}, lambda shared: True, preemptions=0)
    found.assert_holds()


def test_an_invariant_that_gives_no_answer_is_told_so() -> None:
    with pytest.raises(TypeError, match="returns True or False"):
        explore(Naive, ADDS, lambda shared: None)  # type: ignore[arg-type, return-value]


def test_an_error_in_the_invariant_is_the_callers() -> None:
    def broken(shared: Naive) -> bool:
        raise KeyError("typo")

    with pytest.raises(KeyError, match="typo"):
        explore(Naive, ADDS, broken)


def test_an_error_in_setup_is_the_callers() -> None:
    def setup() -> Naive:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        explore(setup, ADDS, nothing_lost)


def test_a_setup_that_waits_for_ever_is_told_so() -> None:
    def setup() -> Naive:
        threading.Event().wait()
        return Naive()

    with pytest.raises(WaitsForeverError, match="setup"):
        explore(setup, ADDS, nothing_lost)


def test_an_invariant_that_waits_for_ever_is_a_deadlock() -> None:
    def keep(lock: threading.Lock) -> None:
        lock.acquire()

    found = explore(threading.Lock, {"A": keep}, lambda lock: lock.acquire())
    assert found.deadlocks == found.explored
    assert found.run is not None
    assert "the invariant waits forever" in found.run.reason


def test_a_program_that_is_not_decided_by_the_schedule_is_told_so() -> None:
    def roll(shared: Naive) -> None:
        for _ in range(random.randrange(5)):
            shared.add("x")

    random.seed(1)
    with pytest.raises(NotDeterministicError, match="setup"):
        explore(Naive, {"A": roll, "B": add_b}, lambda shared: True, preemptions=None)


@pytest.mark.parametrize(
    ("threads", "error", "message"),
    [
        ({}, ValueError, "threads are given as"),
        ({"": add_a}, ValueError, "no space"),
        ({"A B": add_a}, ValueError, "no space"),
        ({"A*2": add_a}, ValueError, "no star"),
        ({1: add_a}, TypeError, "a str"),
        ({"A": 1}, TypeError, "is a function"),
    ],
)
def test_what_are_no_threads_is_refused(
    threads: dict[str, Callable[[Naive], None]], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        explore(Naive, threads, nothing_lost)


def test_threads_and_tasks_do_not_mix() -> None:
    async def add(shared: Naive) -> None:
        shared.add("b")

    with pytest.raises(TypeError, match="do not mix"):
        explore(Naive, {"A": add_a, "B": add}, nothing_lost)


def test_what_code_between_does_after_a_call_is_a_step_of_its_own() -> None:
    class Inventory:
        def __init__(self) -> None:
            self.values = {"n": 0}

        def next(self) -> int:
            return self.values["n"] + 1

        def count(self) -> None:
            store(self)

    # `store` is no code of this module: it calls next(), which is, and stores what it returns.
    namespace: dict[str, Callable[[Inventory], None]] = {}
    exec("def store(shared): shared.values['n'] = shared.next()", namespace)
    store = namespace["store"]

    found = explore(
        Inventory,
        {"A": Inventory.count, "B": Inventory.count},
        lambda inventory: inventory.values["n"] == 2,
    )
    assert found.losing > 0


def test_who_waits_while_another_thread_goes_on_for_ever_is_told() -> None:
    def tick() -> None:
        while True:
            time.sleep(1)

    def wait(shared: object) -> None:
        threading.Thread(target=tick, name="ticker", daemon=True).start()
        threading.Event().wait()

    found = explore(object, {"A": wait}, lambda shared: True, max_steps=500)
    assert found.run is not None
    assert found.run.reason == "ticker does not end; A waits for the event to be set"


def test_to_ask_whether_a_shared_list_is_empty_is_to_look_into_it() -> None:
    def pop(shared: list[int]) -> None:
        mine = shared
        if mine:
            mine.pop()

    found = explore(lambda: [1], {"A": pop, "B": pop}, lambda shared: shared == [])
    assert found.losing > 0


def test_what_a_line_calls_and_then_stores_is_two_steps() -> None:
    class Counter:
        def __init__(self) -> None:
            self.value = 0

        def get(self) -> int:
            return self.value

        def count(self) -> None:
            self.value = self.get() + 1

    # The line `self.value = self.get() + 1` reads in get(), and stores after it.
    found = explore(
        Counter, {"A": Counter.count, "B": Counter.count}, lambda counter: counter.value == 2
    )
    assert found.losing > 0
