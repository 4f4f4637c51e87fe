"""Tests of playing a given schedule, move by move."""

from dataclasses import dataclass

import pytest

from checker_lab.schedules import CannotMoveError, Schedule, explore, play
from checker_lab.schedules.phrases import EVENT
from checker_lab.schedules.policy import NO_MOVER, STOP_HERE
from checker_lab.schedules.replay import Replay
from checker_lab.schedules.search import LONGEST_STREAK
from tests.schedules import programs
from tests.schedules.programs import ADDS, Locked, Naive, TwoLocks, nothing_lost


def test_a_schedule_is_text_or_names_or_that_of_a_run() -> None:
    run = play(Naive, ADDS, ["A", "A", "B", "B", "A", "B"])
    assert run.schedule == Schedule("A A B B A B")
    assert play(Naive, ADDS, str(run.schedule)) == play(Naive, ADDS, run.schedule) == run


def test_every_explored_schedule_is_replayed_exactly() -> None:
    seen = []

    def keep(shared: Naive) -> bool:
        seen.append(tuple(shared.items))
        return True

    explore(Naive, ADDS, keep, preemptions=None)
    replayed = [play(Naive, ADDS, moves, keep) for moves in all_orders("AAABBB")]
    assert sorted(seen[:20]) == sorted(seen[20:])
    assert all(
        run.schedule == moves for run, moves in zip(replayed, all_orders("AAABBB"), strict=True)
    )


def all_orders(moves: str) -> list[tuple[str, ...]]:
    if not moves:
        return [()]
    return [
        (first, *rest)
        for first in sorted(set(moves))
        for rest in all_orders(moves.replace(first, "", 1))
    ]


def test_after_the_schedule_the_threads_end_in_turn() -> None:
    assert str(play(Naive, ADDS).schedule) == "A*3 B*3"
    assert str(play(Naive, ADDS, "A").schedule) == "A*3 B*3"
    assert str(play(Naive, ADDS, "B A").schedule) == "B A*3 B B"


def test_or_it_stops_there() -> None:
    run = play(Naive, ADDS, "A A", nothing_lost, finish=False)
    assert (run.outcome, run.loses, run.schedule) == ("unfinished", False, ("A", "A"))
    assert run.reason == "not over yet: A, B can move"
    assert run.movable == ("A", "B")
    a, b = run.threads["A"], run.threads["B"]
    assert (a.state, a.source, a.locals["items"]) == ("ready", "self.items = items + [item]", "[]")
    assert (b.state, b.source, b.function) == ("new", 'shared.add("b")', "add_b")
    assert a.path == b.path == programs.__file__


def test_a_move_that_is_not_possible_is_an_error_with_the_reason() -> None:
    with pytest.raises(
        CannotMoveError, match="step 3: B cannot move: it waits for the lock held by A"
    ):
        play(TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.forwards}, "A B B")
    with pytest.raises(CannotMoveError, match="step 4: A cannot move: it has ended"):
        play(Naive, ADDS, "A*4")
    with pytest.raises(CannotMoveError, match="step 1: there is no 'C'; there is A, B"):
        play(Naive, ADDS, "C")


def test_moves_that_are_not_possible_can_be_skipped() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    assert found.shortest is not None
    run = play(Locked, ADDS, found.shortest, nothing_lost, strict=False)
    assert run.outcome == "holds"
    assert play(Naive, ADDS, "A*4 C B", strict=False).skipped == ("A", "C")


@dataclass
class Mover:
    name: str
    ended: bool = False
    error: BaseException | None = None
    has_deadline: bool = False


def replay(text: str, *movers: Mover, finish: bool = True, strict: bool = True) -> Replay:
    policy = Replay(Schedule(text), finish=finish, strict=strict)
    policy.attach(movers, lambda index: EVENT)
    return policy


def test_a_mover_that_waits_with_a_deadline_may_be_chosen() -> None:
    policy = replay("B", Mover("A"), Mover("B", has_deadline=True))
    assert policy.choose((0,), 0, True) == 1


def test_after_the_schedule_it_stops_or_lets_the_current_thread_go_on() -> None:
    both = Mover("A"), Mover("B")
    assert replay("", *both, finish=False).choose((0, 1), 1, True) == STOP_HERE
    assert replay("", *both).choose((0, 1), 1, True) == 1
    assert replay("", *both).choose((0, 1), NO_MOVER, True) == 0


def test_after_the_schedule_no_thread_starves_another() -> None:
    policy = replay("", Mover("A"), Mover("B"))
    choices = [policy.choose((0, 1), 0, True) for _ in range(LONGEST_STREAK + 3)]
    assert 1 in choices


def test_a_move_that_is_not_possible_says_why() -> None:
    for movers, message in (
        ((Mover("A"),), "step 1: there is no 'B'; there is A"),
        ((Mover("A"), Mover("B")), "step 1: B cannot move: it waits for the event to be set"),
        ((Mover("A"), Mover("B", ended=True)), "step 1: B cannot move: it has ended"),
    ):
        with pytest.raises(CannotMoveError) as caught:
            replay("B", *movers).choose((0,), 0, True)
        assert str(caught.value) == message


def test_skipped_moves_are_kept() -> None:
    policy = replay("C B A", Mover("A"), Mover("B"), strict=False)
    assert policy.choose((0,), 0, True) == 0
    assert policy.skipped == ("C", "B")
