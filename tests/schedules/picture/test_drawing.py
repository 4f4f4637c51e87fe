"""What is drawn of a run."""

from checker_lab.schedules import play
from checker_lab.schedules.picture.drawing import drawn_run
from checker_lab.schedules.picture.moves import StateChange
from tests.schedules.picture.drawn import lost_run
from tests.schedules.programs import ADDS, Naive, TwoLocks


def test_a_move_has_its_lines_its_variables_and_its_changes() -> None:
    run = drawn_run(lost_run())
    assert run.lanes == {"A": "add_a", "B": "add_b"}
    assert (run.mood, run.schedule, run.stands) == ("loses", "A A B*3 A", {})
    read, store = run.moves[1], run.moves[5]
    assert read.source == ("items = self.items",)
    assert (read.own, read.changed) == (("items = []",), ())
    assert (store.own, store.changed) == ((), (StateChange("items", "['b']", "['a']"),))
    assert store.place.startswith("programs.py:")


def test_those_that_have_not_ended_say_how_they_stand() -> None:
    run = drawn_run(play(Naive, ADDS, "A", finish=False))
    assert run.mood == "open"
    assert {name: str(why) for name, why in run.stands.items()} == {
        "A": "can move, next: items = self.items",
        "B": 'has not started, next: shared.add("b")',
    }


def test_a_deadlock_says_who_waits() -> None:
    threads = {"A": TwoLocks.forwards, "B": TwoLocks.backwards}
    run = drawn_run(play(TwoLocks, threads, "A B A B"))
    assert run.mood == "loses"
    assert str(run.stands["A"]) == "waits for the lock held by B"
    assert run.moves[-1].kind == "waits"
