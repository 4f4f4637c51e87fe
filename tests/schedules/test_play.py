"""One schedule, played: exactly, step by step, and back again."""

import threading
import time

import pytest

from checker_lab.schedules import CannotMoveError, Schedule, explore, play
from tests.schedules.programs import ADDS, Locked, Naive, TwoLocks, nothing_lost


def test_every_step_is_told() -> None:
    run = play(Naive, ADDS, "A A B B A B", nothing_lost)
    read = run.steps[1]
    assert (read.thread, read.file, read.source) == ("A", "programs.py", "items = self.items")
    assert read.function == "add"
    assert read.locals == {"item": "'a'", "items": "[]"}
    assert read.state == {"items": "[]"}
    assert read.changed == ()
    store = run.steps[4]
    assert store.source == "self.items = items + [item]"
    assert store.changed == ("items: [] → ['a']",)
    assert store.note == "ended"
    assert run.steps[5].changed == ("items: ['a'] → ['b']",)


def test_a_run_is_told_as_text_that_is_always_the_same() -> None:
    text = str(play(Naive, ADDS, "A A B B A B", nothing_lost))
    assert text.splitlines()[1:3] == [
        "A  programs.py:15  items = self.items",
        'B  programs.py:36  shared.add("b")',
    ]
    assert text.endswith("\nthe invariant does not hold")
    assert text == str(play(Naive, ADDS, "A A B B A B", nothing_lost))


def test_the_outcome_is_judged() -> None:
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


def test_a_schedule_is_text_or_names_or_what_a_run_gives() -> None:
    run = play(Naive, ADDS, ["A", "A", "B", "B", "A", "B"])
    assert run.schedule == Schedule("A A B B A B")
    assert play(Naive, ADDS, str(run.schedule)) == play(Naive, ADDS, run.schedule) == run


def test_every_schedule_that_was_explored_is_played_again_exactly() -> None:
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


def test_when_the_schedule_is_over_the_rest_ends_in_turn() -> None:
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
    assert a.path == b.path == __file__.replace("test_play", "programs")


def test_before_the_first_step_all_is_known() -> None:
    run = play(Naive, ADDS, "", finish=False)
    assert run.steps == ()
    assert run.state == {"items": "[]"}
    assert [standing.line for standing in run.threads.values()] == [32, 36]


def test_a_whole_schedule_is_judged_though_it_may_not_go_on() -> None:
    run = play(Naive, ADDS, "A A B B A B", nothing_lost, finish=False)
    assert run.outcome == "broken"
    assert run.movable == ()


def test_who_cannot_move_is_told_with_the_reason() -> None:
    with pytest.raises(
        CannotMoveError, match="step 3: B cannot move: it waits for the lock held by A"
    ):
        play(TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.forwards}, "A B B")
    with pytest.raises(CannotMoveError, match="step 4: A cannot move: it has ended"):
        play(Naive, ADDS, "A*4")
    with pytest.raises(CannotMoveError, match="step 1: there is no 'C'; there is A, B"):
        play(Naive, ADDS, "C")


def test_moves_that_are_not_possible_can_be_left_out() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    assert found.shortest is not None
    run = play(Locked, ADDS, found.shortest, nothing_lost, strict=False)
    assert run.outcome == "holds"
    assert play(Naive, ADDS, "A*4 C B", strict=False).skipped == ("A", "C")


def test_blocked_threads_say_so() -> None:
    threads = {"A": TwoLocks.forwards, "B": TwoLocks.backwards}
    run = play(TwoLocks, threads, "A B B A", finish=False)
    assert run.outcome == "deadlock"
    assert run.reason == f"deadlock: {run.deadlock}"
    a = run.threads["A"]
    assert (a.state, a.reason, a.can_move) == ("waiting", "waits for the lock held by B", False)
    assert a.source == "with self.first, self.second:"
    assert run.steps[2].note == "waits for the lock held by A"
    assert run.steps[0].changed == ("first: <Lock free> → <Lock held by A>",)


def test_what_is_shown_of_the_object_can_be_chosen() -> None:
    run = play(Naive, ADDS, show=lambda shared: {"count": len(shared.items)})
    assert [step.state["count"] for step in run.steps] == ["0", "0", "1", "1", "1", "2"]


def test_showing_may_call_what_takes_locks_that_are_held() -> None:
    class Guarded(Locked):
        def count(self) -> int:
            with self._lock:
                return len(self.items)

    def count(shared: Guarded) -> dict[str, object]:
        return {"count": shared.count()}

    run = play(Guarded, ADDS, nothing_lost_schedule(), nothing_lost, show=count)
    assert run.outcome == "holds"
    assert run.steps[-1].state == {"count": "2"}
    assert [step.thread for step in run.steps] == list(run.schedule)


def nothing_lost_schedule() -> str:
    return "A A A"


def test_what_threads_print_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    run = play(Naive, {"A": lambda shared: print("hello"), "B": lambda shared: print("there")})
    assert run.output == "hello\nthere\n"
    assert capsys.readouterr().out == ""


def test_threads_that_the_code_has_started_have_names_of_their_own() -> None:
    def work() -> None:
        pass

    def start(shared: object) -> None:
        named = threading.Thread(target=work, name="a worker")
        unnamed = [threading.Thread(target=work) for _ in range(2)]
        for thread in (named, *unnamed):
            thread.start()
        for thread in (named, *unnamed):
            thread.join()

    run = play(object, {"A": start})
    assert list(run.threads) == ["A", "a-worker", "work", "work-2"]
    assert play(object, {"A": start}, run.schedule) == run


def test_threads_that_setup_has_started_are_scheduled_too() -> None:
    def setup() -> list[str]:
        shared: list[str] = []
        threading.Thread(target=shared.append, args=("child",), name="child").start()
        return shared

    run = play(setup, {"A": lambda shared: shared.append("A")}, "A child", finish=False)
    assert run.shared == ["A", "child"]


def test_the_current_thread_is_the_scheduled_one() -> None:
    def who(shared: list[str]) -> None:
        shared.append(threading.current_thread().name)

    assert play(list, {"A": who, "B": who}).shared == ["A", "B"]


def test_thread_local_values_stay_apart() -> None:
    def count(shared: threading.local) -> None:
        shared.count = getattr(shared, "count", 0) + 1
        assert shared.count == 1

    assert play(threading.local, {"A": count, "B": count}).outcome == "holds"


def test_two_hundred_steps_are_played_again_in_a_fifth_of_a_second() -> None:
    def work(shared: Naive) -> None:
        for number in range(33):
            items = shared.items
            shared.items = [*items, str(number)]

    threads = {"A": work, "B": work}
    moves = ["A", "B"] * 99
    run = play(Naive, threads, moves, finish=False)
    assert len(run.steps) == 198
    best = min(_seconds(lambda: play(Naive, threads, moves, finish=False)) for _ in range(5))
    assert best < 0.2


def _seconds(function: object) -> float:
    began = time.process_time()
    assert callable(function)
    function()
    return time.process_time() - began
