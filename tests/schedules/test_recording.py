"""Tests of what is recorded of each move."""

import time

from checker_lab.schedules import play
from tests.schedules.programs import ADDS, Locked, Naive, TwoLocks, nothing_lost


def test_every_step_is_recorded() -> None:
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


def test_before_the_first_step_the_lines_are_known() -> None:
    run = play(Naive, ADDS, "", finish=False)
    assert run.steps == ()
    assert run.state == {"items": "[]"}
    assert [standing.line for standing in run.threads.values()] == [32, 36]


def test_blocked_threads_are_recorded() -> None:
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


def test_two_hundred_steps_are_replayed_in_a_fifth_of_a_second() -> None:
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
    started_at = time.process_time()
    assert callable(function)
    function()
    return time.process_time() - started_at
