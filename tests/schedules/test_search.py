"""Tests of the search: what it finds, what it counts, and what it never takes for a proof."""

import random
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.schedules import NotDeterministicError, explore
from checker_lab.schedules.policy import NO_MOVER, Policy
from checker_lab.schedules.search import (
    LONGEST_STREAK,
    Played,
    SearchPolicy,
    following,
    search,
    search_at_random,
    spread,
)
from tests.schedules.programs import (
    ADDS,
    Locked,
    Naive,
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


def test_a_program_that_the_schedule_does_not_decide_is_an_error() -> None:
    def roll(shared: Naive) -> None:
        for _ in range(random.randrange(5)):
            shared.add("x")

    random.seed(1)
    with pytest.raises(NotDeterministicError, match="setup"):
        explore(Naive, {"A": roll, "B": add_b}, lambda shared: True, preemptions=None)


# Without threads: counters that the policy lets move.


def counters(*steps: int, losing: str = "") -> Callable[[Policy], Played]:
    """Plays movers of so many steps each; the schedule `losing` loses."""

    def play_one(policy: Policy) -> Played:
        left, moves, last = list(steps), bytearray(), NO_MOVER
        while any(left):
            ready = tuple(index for index, count in enumerate(left) if count)
            last = policy.choose(ready, last if last in ready else NO_MOVER, True)
            left[last] -= 1
            moves.append(last)
        names = tuple("ABC"[: len(steps)])
        text = "".join(names[index] for index in moves)
        return Played(bytes(moves), names, "broken" if text == losing else "holds")

    return play_one


@given(st.lists(st.integers(1, 3), min_size=1, max_size=3), st.integers(0, 4))
def test_the_search_plays_each_order_within_the_bound_once(steps: list[int], bound: int) -> None:
    seen: list[str] = []
    play_one = counters(*steps)

    def keep(policy: Policy) -> Played:
        played = play_one(policy)
        seen.append("".join(played.schedule))
        return played

    tally = search(keep, bound, 10_000)
    every = orders(dict(zip("ABC", steps, strict=False)))
    assert sorted(seen) == sorted(order for order in every if preemptions_of(order) <= bound)
    assert (tally.explored, tally.exhausted) == (len(seen), True)


def test_the_shortest_losing_schedule_is_kept() -> None:
    tally = search(counters(2, 2, losing="ABAB"), None, 100)
    assert (tally.explored, tally.losing, tally.deadlocks) == (6, 1, 0)
    assert tally.shortest is not None
    assert str(tally.shortest.schedule) == "A B A B"


def test_a_search_stops_at_its_limit_and_a_random_one_is_never_exhausted() -> None:
    assert not search(counters(3, 3), None, 5).exhausted
    tally = search_at_random(counters(3, 3), seed=1, max_schedules=50)
    assert (tally.explored, tally.exhausted) == (50, False)


def test_a_prefix_that_cannot_be_played_again_is_not_deterministic() -> None:
    with pytest.raises(NotDeterministicError, match="at step 1"):
        SearchPolicy(b"\x01").choose((0,), 0, True)


def test_a_thread_that_spins_makes_way_within_the_fairness_bound() -> None:
    policy = SearchPolicy()
    choices = [policy.choose((0, 1), 0, False) for _ in range(LONGEST_STREAK + 3)]
    assert choices.index(1) > LONGEST_STREAK
    assert not policy.preempting


def test_turns_are_taken_in_a_circle() -> None:
    assert [following((0, 2, 3), last) for last in (NO_MOVER, 0, 2, 3)] == [0, 2, 3, 0]


class CrewOfMany(Naive):
    """Workers that are alike, and an owner that loses what comes between two of its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.work = threading.Semaphore(0)
        for _ in range(12):
            threading.Thread(target=self.serve, daemon=True).start()
        threading.Thread(target=self.own, daemon=True).start()

    def serve(self) -> None:
        self.work.acquire()

    def own(self) -> None:
        self.seen += self.items
        self.items.clear()

    def add(self, item: str) -> None:
        self.items.append(item)


def is_seen_or_there(shared: CrewOfMany) -> bool:
    return [*shared.seen, *shared.items] == ["a"]


def test_workers_that_are_alike_do_not_take_up_a_search_around_others() -> None:
    adds = {"A": add_a}
    assert not explore(CrewOfMany, adds, is_seen_or_there, max_schedules=15).losing
    found = explore(CrewOfMany, adds, is_seen_or_there, max_schedules=15, around=("A",))
    assert found.losing


def test_a_search_around_some_threads_proves_nothing() -> None:
    found = explore(Locked, ADDS, nothing_lost, around=("A", "B"))
    assert not found.holds
    assert "only switches to or from A or B were tried" in str(found)


def test_around_all_threads_it_finds_the_same() -> None:
    found = explore(Naive, ADDS, nothing_lost, around=("A", "B"))
    assert (found.explored, found.losing) == (14, 6)
    assert str(found.shortest) == "A A B*3 A"


@given(st.integers(0, 70))
def test_a_spread_has_the_same_elements(count: int) -> None:
    elements = [bytes((number,)) for number in range(count)]
    assert sorted(spread(elements)) == elements
    if count >= 8:
        assert max(spread(elements)[:4]) >= elements[count // 2]
