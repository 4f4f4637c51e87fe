"""Tests of what the Scheduler shows, without any widget."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from typing import Any

import pytest

from checker_lab.schedules import CannotMoveError
from checker_lab.tasks.naive import AsyncNaiveChecker
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets.scheduler.game import FIRST, Game, SearchEndedError
from checker_lab.widgets.scheduler.model import Card, Change, SchedulerModel, StateRow
from tests.widgets import programs


def model_of(
    setup: Callable[[], Any] = NaiveChecker,
    threads: Mapping[str, Callable[[Any], object]] = programs.ADDS,
    win: Callable[[Any], bool] = programs.both_are_there,
    **options: Any,
) -> SchedulerModel:
    language = options.pop("language", "en")
    return SchedulerModel(Game(setup, threads, win, **options), language)


def naive(**options: Any) -> SchedulerModel:
    return model_of(show=programs.ids, preemptions=None, **options)


def card(model: SchedulerModel, name: str) -> Card:
    return next(card for card in model.board().cards if card.name == name)


def marked(card: Card) -> list[str]:
    return [line.text.strip() for line in card.lines if line.is_marked]


# What a stored notebook shows


def test_in_the_example_each_thread_has_moved() -> None:
    assert str(naive().example().schedule) == "A B A"


def test_the_example_does_not_show_how_the_game_ends() -> None:
    example = model_of(list, {"A": list.clear}, bool).example()
    assert example.outcome == "unfinished"
    assert str(example.schedule) == ""


# Each thread


def test_at_first_each_thread_stands_at_its_first_line() -> None:
    model = naive()
    assert [one.kind for one in model.board().cards] == ["new", "new"]
    assert card(model, "A").words == "has not started"
    assert marked(card(model, "A")) == ['checker.add(Scripted("a"))']
    assert card(model, "A").place.endswith("of programs.py")


def test_a_thread_is_shown_in_the_function_in_which_it_stands() -> None:
    model = naive()
    model.step("A A")
    assert card(model, "A").kind == "ready"
    assert marked(card(model, "A")) == ["self.items = items + [item]"]
    assert card(model, "A").lines[0].text.startswith("def add(self, item")
    assert card(model, "A").values["items"] == "[]"


def test_a_thread_that_has_ended_is_shown_where_it_was_last() -> None:
    model = naive()
    model.step("A*3")
    ended = card(model, "A")
    assert (ended.kind, ended.words, ended.reason) == ("ended", "has ended", "")
    assert ended.lines
    assert not marked(ended)
    assert ended.place.startswith("last: line")
    assert not ended.can_move


def test_a_thread_that_is_blocked_says_why() -> None:
    model = model_of(programs.TwoLocks, programs.TWO_LOCKS, programs.always)
    model.step("A B A")
    blocked = card(model, "A")
    assert (blocked.kind, blocked.words) == ("waiting", "is blocked")
    assert blocked.reason == "waits for the lock held by B"
    assert not blocked.can_move


def test_a_thread_that_waits_for_a_time_can_move() -> None:
    model = model_of(programs.Sleeper, {"A": programs.Sleeper.sleep}, programs.always)
    model.step("A")
    assert card(model, "A").kind == "timed"
    assert card(model, "A").reason == "sleeps until 1.5 s"
    model.step("A")
    assert model.run.outcome == "holds"
    assert model.board().said == "Move 2, A: time.sleep(1.5); 1.5 s later."


def test_threads_that_the_code_starts_are_shown_after_the_given_ones() -> None:
    model = model_of(programs.Starter, {"A": programs.Starter.start}, lambda it: it.done)
    model.step("A A")
    assert [one.name for one in model.board().cards] == ["A", "worker"]
    model.step("A")
    assert card(model, "A").reason == "waits for worker to end"
    model.step("worker*2")
    model.undo()
    model.reset()
    assert [one.name for one in model.board().cards] == ["A"]


def test_when_the_game_is_over_no_thread_can_move() -> None:
    model = model_of(programs.Evil, {"A": programs.Evil.work, "B": repr}, programs.always)
    while model.run.outcome == "unfinished":
        model.step("A")
    assert model.run.outcome == "raised"
    assert (card(model, "B").kind, card(model, "B").can_move) == ("over", False)


# The shared state and the story


def test_the_last_change_shows_its_thread_and_the_value_before() -> None:
    model = naive()
    assert model.board().state == (StateRow("items", "[]"),)
    model.step("A*3 B")
    assert model.board().state == (StateRow("items", "['a']", Change("A", 3, "[]")),)
    model.step("B B")
    assert model.board().state == (StateRow("items", "['a', 'b']", Change("B", 6, "['a']")),)


def test_only_the_last_change_is_marked() -> None:
    model = model_of(programs.TwoLocks, programs.TWO_LOCKS, programs.always)
    model.step("A B")
    assert [row.change for row in model.board().state] == [None, Change("B", 2, "<Lock free>")]


def test_the_last_move_is_said_in_words() -> None:
    model = naive()
    assert model.board().said == ""
    model.step("A*3")
    assert model.board().said == ("Move 3, A: self.items = items + [item]; items: [] → ['a'].")
    model.undo()
    assert model.board().said == "Move 2, A: items = self.items; A's own items = []."


def test_a_move_of_a_task_is_several_lines() -> None:
    tasks = {"A": programs.add_a_async, "B": programs.add_b_async}
    model = model_of(AsyncNaiveChecker, tasks)
    model.step("A")
    assert len(model.board().drawn.moves[0].source) == 3
    assert marked(card(model, "A"))[0].startswith("await asyncio.sleep(0)")


def test_each_thread_has_a_key_of_its_own_and_keeps_it() -> None:
    model = model_of(programs.Starter, {"A": programs.Starter.start}, lambda it: it.done)
    model.step("A A")
    assert [one.key for one in model.board().cards] == ["a", "w"]
    names = ["abc", "a", "A", *(f"a{number}" for number in range(9))]
    many = model_of(list, dict.fromkeys(names, repr), programs.always)
    keys = [one.key for one in many.board().cards]
    assert keys == ["a", *"123456789", "", ""]


# Winning and not


def test_breaking_it_is_a_win_with_the_reason() -> None:
    model = naive()
    model.step("A A B*3")
    assert model.verdict().mood == "open"
    model.step("A")
    assert model.verdict().mood == "won"
    assert str(model.verdict()) == (
        "You broke it: b is lost. In move 6, A stores a value built from what it read in move 2, "
        "and overwrites what B stored in move 5. Undo or reset, and try another schedule."
    )


def test_a_win_without_a_lost_update_says_what_the_invariant_says() -> None:
    model = model_of(win=lambda checker: False)
    model.step("A*3 B*3")
    assert model.verdict().head == "You broke it: the invariant does not hold."


def test_a_value_that_is_overwritten_is_a_win_that_says_so() -> None:
    model = model_of(
        programs.Counter,
        {"A": programs.Counter.add, "B": programs.Counter.add},
        lambda counter: counter.count == 2,
    )
    model.step("A B B A")
    assert model.verdict().head == "You broke it: what B stored in move 3 is lost."
    assert "In move 4, A stores a value built from what it read in move 1" in model.verdict().more


def test_a_deadlock_is_a_win_that_says_who_waits_for_whom() -> None:
    model = model_of(programs.TwoLocks, programs.TWO_LOCKS, programs.always)
    model.step("A B A B")
    assert model.verdict().mood == "won"
    assert "A waits for the lock held by B; B waits for the lock held by A" in str(model.verdict())


def test_a_clean_end_invites_another_try() -> None:
    model = naive()
    model.step("A*3 B*3")
    assert str(model.verdict()) == (
        "Not broken: all have ended, and the invariant holds. "
        "Undo or reset, and try another schedule."
    )


def test_undo_takes_back_a_win() -> None:
    model = naive()
    model.step("A A B*3 A")
    model.undo()
    assert model.verdict().mood == "open"
    assert str(model.run.schedule) == "A A B*3"
    model.step("A")
    assert model.verdict().mood == "won"


def test_one_goes_back_to_any_move_and_forward_again() -> None:
    model = naive()
    model.step("A A B*3 A")
    end = model.board()
    for position in (2, 0, 5):
        model.go(position)
        assert (model.position, model.board().moves) == (position, 6)
        assert len(model.board().drawn.moves) == position
    model.undo()
    assert str(model.run.schedule) == "A A B B"
    model.go(6)
    assert model.board() == end


def test_another_move_takes_the_place_of_those_that_were_undone() -> None:
    model = naive()
    model.step("A A B*3 A")
    model.go(1)
    model.step("A")
    assert str(model.schedule) == "A A B*3 A", "the same move as before"
    model.step("A")
    assert str(model.schedule) == "A*3"
    assert model.is_at_end


def test_reset_starts_again() -> None:
    model = naive()
    begin = model.board()
    model.step("A A B")
    model.go(1)
    model.reset()
    assert model.board() == begin


# What cannot be


@pytest.mark.parametrize(
    ("before", "move", "message"),
    [
        ("", "C", "there is no C; there is A, B"),
        ("A*3", "A", "A cannot move: it has ended"),
        ("A*3 B*3", "B", "over: undo or reset"),
        ("A", "A*9", "A cannot move: it has ended"),
        ("A", "A A B*9", "B cannot move: it has ended|over: undo or reset"),
    ],
)
def test_a_move_that_cannot_be_made_changes_nothing(before: str, move: str, message: str) -> None:
    model = naive()
    model.step(before)
    board = model.board()
    with pytest.raises(CannotMoveError, match=message):
        model.step(move)
    assert model.board() == board


def test_a_blocked_thread_cannot_move() -> None:
    model = model_of(programs.TwoLocks, programs.TWO_LOCKS, programs.always, language="ru")
    model.step("A B A")
    with pytest.raises(CannotMoveError, match="A не может ходить: он ждёт блокировку"):
        model.step("A")


def test_undo_needs_a_move() -> None:
    with pytest.raises(CannotMoveError, match="no move to undo"):
        naive().undo()


@pytest.mark.parametrize("position", [-1, 3])
def test_one_goes_only_where_there_is_a_move(position: int) -> None:
    model = naive()
    model.step("A A")
    with pytest.raises(CannotMoveError, match=f"no move {position}: there are 2"):
        model.go(position)


# Show me, and the proof


def searched(**options: Any) -> SchedulerModel:
    model = naive(**options)
    model.found = model.game.search()
    return model


def test_the_shortest_losing_schedule_is_shown_from_before_its_first_move() -> None:
    model = searched()
    assert model.show()
    assert str(model.schedule) == "A A B*3 A"
    assert model.position == 0
    assert [one.is_next for one in model.board().cards] == [True, False]
    assert str(model.verdict()) == (
        "This schedule loses. Move 0 of 6. Press Play, or make the moves yourself."
    )
    model.go(6)
    assert model.verdict().head == "This schedule breaks it: b is lost."
    assert "do it yourself" in model.verdict().more


def test_showing_does_not_say_how_many_schedules_lose() -> None:
    model = searched()
    model.show()
    assert not model.board().proof
    model.is_counted = True
    assert model.board().proof == "Schedules that lose: 12 of 20 (all there are)."


def test_what_is_shown_gives_the_learners_moves_back() -> None:
    model = searched()
    model.step("B A B")
    model.go(2)
    own = model.board()
    model.show()
    model.go(3)
    assert model.board().can_go_back
    assert model.verdict().more.endswith("or go back to your own.")
    model.show()
    assert model.position == 0
    model.back()
    assert model.board() == own
    with pytest.raises(CannotMoveError, match="no moves of your own"):
        model.back()


def test_without_moves_of_ones_own_there_is_nothing_to_go_back_to() -> None:
    model = searched()
    model.show()
    assert not model.board().can_go_back


def test_one_wrong_click_while_showing_loses_no_moves() -> None:
    model = searched()
    model.step("B A")
    model.show()
    model.step("B")
    assert (str(model.schedule), model.is_showing) == ("B", False)
    assert model.board().can_go_back
    model.step("B")
    assert not model.board().can_go_back, "the learner has gone on from there"


def test_the_learner_may_make_the_moves_that_are_shown() -> None:
    model = searched()
    model.show()
    model.step("A A")
    assert (model.position, model.is_showing) == (2, True)
    model.step("A")
    assert (str(model.schedule), model.is_showing) == ("A*3", False)


def test_a_given_schedule_is_ready_before_its_first_move() -> None:
    model = naive()
    schedule = model.game.search().shortest
    assert schedule is not None
    model.prepare(schedule)
    assert model.can_show
    assert (model.schedule, model.position) == (schedule, 0)
    assert not model.board().proof
    model.reset()
    model.show()
    model.go(len(schedule))
    assert model.run.loses


def test_without_a_losing_schedule_there_is_nothing_to_show() -> None:
    model = model_of(ThreadedChecker)
    assert not model.can_show
    assert not model.show()
    model.found = model.game.search()
    assert not model.show()
    assert not model.run.schedule


PROOFS: dict[str, tuple[Callable[[], Any], dict[str, Any], str]] = {
    "all": (
        ThreadedChecker,
        {"preemptions": 1},
        r"^Proven: none of the schedules loses. Played: \d+ \(all with preemptions up to 1\)",
    ),
    "losing": (
        NaiveChecker,
        {"preemptions": None},
        r"^Schedules that lose: 12 of 20 \(all there are\)",
    ),
    "some": (
        ThreadedChecker,
        {"max_schedules": 5},
        r"^Not proven: none of the 5 schedules played loses, but there are more",
    ),
    "losing of some": (
        NaiveChecker,
        {"max_schedules": 10},
        r"^Schedules that lose: \d of 10 \(there are more, which were not played\)",
    ),
}


@pytest.mark.parametrize("kind", PROOFS)
def test_the_proof_says_what_was_counted(kind: str) -> None:
    setup, options, said = PROOFS[kind]
    model = model_of(setup, **options)
    assert not model.board().proof
    model.found, model.is_counted = model.game.search(), True
    assert re.search(said, model.board().proof)


# The search

COUNTING = {"A": programs.Counter.add_many, "B": programs.Counter.add_many}


def ends_after(calls: int) -> Callable[[], bool]:
    numbers = count(1)
    return lambda: next(numbers) > calls


def test_a_search_that_is_not_stopped_finds_the_same() -> None:
    game = Game(ThreadedChecker, programs.ADDS, programs.both_are_there)
    assert game.search_until(lambda: False) == game.search()


def test_a_search_that_is_stopped_late_keeps_what_the_first_search_found() -> None:
    game = Game(programs.Counter, COUNTING, programs.always)
    found = game.search_until(ends_after(FIRST + 50))
    assert (found.explored, found.exhausted, found.holds) == (FIRST, False, False)


def test_a_search_that_is_stopped_early_has_found_nothing() -> None:
    game = Game(programs.Counter, COUNTING, programs.always)
    with pytest.raises(SearchEndedError):
        game.search_until(ends_after(20))


def test_a_search_of_tasks_can_be_stopped_too() -> None:
    tasks = {"A": programs.add_a_async, "B": programs.add_b_async}
    game = Game(AsyncNaiveChecker, tasks, programs.both_are_there)
    assert game.search_until(lambda: False) == game.search()
    with pytest.raises(SearchEndedError):
        game.search_until(ends_after(2))


def test_a_setup_that_is_partial_is_searched_as_it_is() -> None:
    game = Game(partial(NaiveChecker, ()), programs.ADDS, programs.both_are_there)
    assert game.search_until(lambda: False) == game.search()
