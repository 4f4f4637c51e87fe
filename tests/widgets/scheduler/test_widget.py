"""Tests of the Scheduler, clicked and driven from Python."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from checker_lab.schedules import CannotMoveError
from checker_lab.testing import ManualClock, wait_until
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets import Scheduler
from checker_lab.widgets.scheduler import widget
from tests.widgets import programs

COUNTING = {"A": programs.Counter.add_many, "B": programs.Counter.add_many}


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    wait_until(lambda: not searches())


def searches() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "checker_lab search"]


def press(game: Scheduler, *names: str) -> None:
    for name in names:
        game.controls.steps[name].click()


def mood(game: Scheduler) -> str:
    return game.board.verdict.mood


def shown(game: Scheduler) -> dict[str, Any]:
    board: dict[str, Any] = game._lanes.board
    return board


def lane(game: Scheduler, name: str) -> dict[str, Any]:
    return next(lane for lane in shown(game)["lanes"] if lane["name"] == name)


def browser(game: Scheduler, act: str, **more: object) -> None:
    """What lanes.js sends."""
    game._lanes._handle_custom_msg({"act": act, **more}, [])


def counting(**options: object) -> Scheduler:
    """A game whose search takes long."""
    options = {"preemptions": None, "max_schedules": 10**9, **options}
    return Scheduler(programs.Counter, COUNTING, programs.always, **options)  # type: ignore[arg-type]


# The buttons


def test_a_learner_breaks_the_naive_add() -> None:
    game = programs.naive()
    press(game, "A", "A", "B", "B", "B", "A")
    assert game.won
    assert game.verdict.startswith("You broke it: b is lost. In move 6, A stores")
    assert shown(game)["verdict"]["head"] == "You broke it: b is lost."
    assert "b is lost here" in game._lanes.moves
    assert str(game.schedule) == "A A B*3 A"


def test_the_buttons_the_browser_and_python_do_the_same() -> None:
    clicked, driven, sent = programs.tasks(), programs.tasks(), programs.tasks()
    press(clicked, "A", "B", "B")
    clicked.controls.undo.click()
    driven.step("A")
    driven.step("B*2")
    driven.undo()
    for name in "ABB":
        browser(sent, "step", name=name)
    browser(sent, "go", position=2)
    assert shown(clicked) == shown(driven) == shown(sent)
    assert str(clicked) == str(driven) == str(sent)
    clicked.controls.reset.click()
    driven.reset()
    browser(sent, "reset")
    assert shown(clicked) == shown(driven) == shown(sent)


@pytest.mark.parametrize(
    "message",
    [
        {"act": "step", "name": "C"},
        {"act": "steps"},
        {"act": "__class__"},
        {"act": "go", "position": "2"},
        {},
    ],
)
def test_a_message_that_means_nothing_does_nothing(message: dict[str, object]) -> None:
    game = programs.naive()
    before = shown(game)
    game._lanes._handle_custom_msg(message, [])
    assert shown(game) == before


def test_a_lane_that_cannot_move_says_why() -> None:
    game = Scheduler(programs.TwoLocks, programs.TWO_LOCKS, programs.always)
    press(game, "A", "B", "A")
    assert not lane(game, "A")["canMove"]
    assert lane(game, "A")["about"].startswith(
        "A is blocked: waits for the lock held by B; next: line"
    )
    assert lane(game, "B")["canMove"]
    game.controls.undo.click()
    assert lane(game, "A")["canMove"]


def test_a_click_that_comes_too_late_shows_why_and_changes_nothing() -> None:
    game = programs.naive()
    press(game, "A", "A", "A")
    before = shown(game)
    press(game, "A")
    assert game.message == "A cannot move: it has ended."
    assert shown(game) == {**before, "message": {"text": game.message, "isWrong": True}}
    press(game, "B")
    assert game.message == ""


def test_an_error_of_the_invariant_is_shown() -> None:
    game = Scheduler(NaiveChecker, programs.ADDS, str)  # type: ignore[arg-type]
    press(game, "A", "A", "A", "B", "B", "B")
    assert "it must return True or False" in game.message
    assert len(game.schedule) == 5


def test_a_thread_that_the_code_starts_gets_a_lane_of_its_own() -> None:
    game = Scheduler(programs.Starter, {"A": programs.Starter.start}, lambda it: it.done)
    first = game.controls.steps["A"]
    press(game, "A", "A")
    assert list(game.controls.steps) == ["A", "worker"]
    assert game.controls.steps["A"] is first
    assert [lane["name"] for lane in shown(game)["lanes"]] == ["A", "worker"]
    game.reset()
    assert list(game.controls.steps) == ["A"]


def test_one_goes_to_any_move_and_back() -> None:
    game = programs.naive()
    game.step("A A B*3 A")
    game.go(2)
    assert (str(game.schedule), game.board.moves) == ("A A", 6)
    browser(game, "go", position=9)
    assert game.message == "There is no move 9: there are 6."
    game.go(6)
    assert game.won


# Play


def clocked(**options: Any) -> tuple[Scheduler, ManualClock]:
    clock = ManualClock()
    return programs.naive(clock=clock, pace=1.5, **options), clock


def test_play_makes_the_moves_that_follow_at_its_pace() -> None:
    game, clock = clocked()
    game.step("A A B*3 A")
    game.go(3)
    game.controls.play.click()
    assert shown(game)["activity"] == "playing"
    clock.advance(1.4)
    assert str(game.schedule) == "A A B"
    clock.advance(0.1)
    assert str(game.schedule) == "A A B B"
    clock.advance(3)
    assert str(game.schedule) == "A A B*3 A"
    assert shown(game)["activity"] == ""
    assert clock.alarms == ()


def test_a_second_press_pauses() -> None:
    game, clock = clocked()
    game.step("A*3")
    game.go(0)
    game.play()
    clock.advance(1.5)
    game.play()
    clock.advance(10)
    assert (str(game.schedule), game.board.activity) == ("A", "")


def test_a_move_of_the_learner_ends_the_playing() -> None:
    game, clock = clocked()
    game.step("A*3")
    game.go(0)
    game.play()
    press(game, "B")
    clock.advance(10)
    assert str(game.schedule) == "B"


def test_where_nothing_follows_there_is_nothing_to_play() -> None:
    game, _ = clocked()
    with pytest.raises(CannotMoveError, match="choose who moves next"):
        game.play()
    game.controls.play.click()
    assert game.message == "All moves are played: choose who moves next."


def test_an_error_while_playing_is_shown_and_ends_it() -> None:
    game, clock = clocked()
    game.prepare("A A C")
    game.play()
    clock.advance(10)
    assert str(game.schedule) == "A A"
    assert "there is no 'C'" in game.message
    assert game.board.activity == ""


# Show me, and prove it


def test_show_me_searches_and_then_plays_the_shortest_losing_schedule() -> None:
    game, clock = clocked()
    game.step("B B")
    game.controls.show.click()
    wait_until(lambda: game.board.activity == "playing")
    assert not game.schedule
    clock.advance(6 * 1.5)
    assert str(game.schedule) == "A A B*3 A"
    assert game.verdict.startswith("This schedule breaks it: b is lost.")
    assert not game.board.proof
    game.controls.back.click()
    assert str(game.schedule) == "B B"
    game.controls.back.click()
    assert game.message == "There are no moves of your own to go back to."


def test_from_python_show_me_waits_for_play_or_go() -> None:
    game, clock = clocked()
    game.show_me()
    assert (game.board.activity, clock.alarms) == ("", ())
    game.go(6)
    assert game.won


def test_a_prepared_schedule_is_shown_without_a_search() -> None:
    game, clock = clocked()
    game.prepare("A A B*3 A")
    assert not game.schedule
    game.controls.play.click()
    clock.advance(9)
    assert game.won
    game.reset()
    game.controls.show.click()
    assert game.board.activity == "playing"


def test_a_move_is_read_together_with_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    game = programs.naive()
    read: list[tuple[str, str]] = []
    reader = threading.Thread(
        target=lambda: read.append((str(game.schedule), shown(game)["positionText"]))
    )

    def paint_late(board: Any, *args: Any, **options: Any) -> None:
        if board.moves and not reader.ident:
            reader.start()
            # A reader without the lock would be through by then.
            reader.join(0.1)
        paint(board, *args, **options)

    paint = game._lanes.paint
    monkeypatch.setattr(game._lanes, "paint", paint_late)
    game.step("A")
    reader.join()
    assert read == [("A", "move 1 of 1")]


def test_a_click_at_the_moment_at_which_a_search_ends_is_made() -> None:
    game = programs.naive()
    for _ in range(20):
        game.controls.prove.click()
        press(game, "A")
        assert str(game.schedule) == "A"
        game.reset()
        game._model.found = None


def test_show_me_of_fixed_code_says_that_there_is_nothing() -> None:
    game = programs.fixed()
    game.controls.show.click()
    wait_until(lambda: game.message == "There is no losing schedule to show.")
    assert not game.schedule
    assert not game.board.proof


def test_prove_it_counts_all_schedules_and_leaves_the_game_as_it_is() -> None:
    game = programs.fixed(language="ru")
    game.step("A A")
    game.controls.prove.click()
    wait_until(lambda: game.board.proof)
    assert game.board.proof.startswith("Доказано: ни одно чередование не ломает программу.")
    assert "Доказано" in shown(game)["proof"]
    assert str(game.schedule) == "A A"


def test_python_gets_what_the_search_has_found() -> None:
    game = programs.naive()
    found = game.prove()
    assert (found.explored, found.losing, found.exhausted) == (20, 12, True)
    assert game.prove() is found
    assert game.board.proof == "Schedules that lose: 12 of 20 (all there are)."


def test_a_search_is_shown_blocks_nothing_and_stops_when_another_button_is_pressed() -> None:
    game = counting()
    game.controls.prove.click()
    game.controls.prove.click()
    assert len(searches()) == 1
    assert mood(game) == "searching"
    assert "Searching all schedules" in shown(game)["verdict"]["head"]
    press(game, "A")
    assert str(game.schedule) == "A"
    assert mood(game) == "open"
    assert game.message == "The search was stopped before it finished."
    wait_until(lambda: not searches())
    assert not game.board.proof


def test_a_move_that_is_not_possible_stops_the_search_too() -> None:
    game = counting()
    game.controls.prove.click()
    with pytest.raises(CannotMoveError):
        game.step("C")
    assert mood(game) == "open"


def test_a_search_that_takes_too_long_stops_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget, "SECONDS", 0.0)
    game = counting()
    game.controls.prove.click()
    wait_until(lambda: game.message)
    assert game.message == "The search was stopped before it finished."
    assert mood(game) == "open"


def test_an_error_of_a_search_is_shown() -> None:
    game = Scheduler(NaiveChecker, programs.ADDS, lambda checker: 1)  # type: ignore[arg-type, return-value]
    game.controls.show.click()
    wait_until(lambda: game.message)
    assert "it must return True or False" in game.message
    assert mood(game) == "open"


# As a value in a notebook


def test_its_repr_names_the_threads_and_stays_the_same_throughout_the_game() -> None:
    game = programs.naive()
    before = game._repr_mimebundle_()
    game.step("A B")
    assert game._repr_mimebundle_() == before
    assert before["text/plain"] == repr(game) == "<Scheduler of A, B>"
    assert "application/vnd.jupyter.widget-view+json" in before
    assert "An example of the game, after 3 moves." in before["text/html"]
    assert "B can move, next: items = self.items" in before["text/html"]


def test_printed_it_is_the_story_and_the_verdict() -> None:
    game = programs.naive()
    game.step("A A B*3 A")
    lines = str(game).splitlines()
    assert len(lines) == 7
    assert lines[-1] == game.verdict


def test_undo_of_a_run_of_200_steps_is_quick() -> None:
    game = Scheduler(programs.Counter, COUNTING, programs.always)
    game.step("A B " * 100)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        game.undo()
        times.append(time.perf_counter() - began)
    assert len(game.schedule) == 195
    assert min(times) < 0.2


# What is refused


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((None, programs.ADDS, programs.always), {}, "setup must be a function"),
        ((list, {}, programs.always), {}, "threads must be given as"),
        ((list, {"a b": repr}, programs.always), {}, "a space or a star"),
        ((list, {"A": repr}, None), {}, "win must be a function"),
        ((list, {"A": repr}, programs.always), {"language": "de"}, "'ru' or 'en'"),
        ((list, {"A": repr}, programs.always), {"pace": -1}, "pace must be a finite number"),
    ],
)
def test_wrong_arguments_are_refused_immediately(
    arguments: tuple[object, ...], options: dict[str, object], message: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        Scheduler(*arguments, **options)  # type: ignore[arg-type]


def test_a_wrong_move_from_python_is_an_error() -> None:
    with pytest.raises(CannotMoveError, match="there is no C; there is A, B"):
        programs.naive().step("C")
