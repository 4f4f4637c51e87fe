"""Tests of the Scheduler, clicked and driven from Python."""

import threading
import time
from collections.abc import Iterator

import pytest

from checker_lab.schedules import CannotMoveError
from checker_lab.testing import wait_until
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets import Scheduler
from checker_lab.widgets.scheduler import widget
from checker_lab.widgets.scheduler.model import SchedulerBoard
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


def shown(game: Scheduler) -> str:
    html: str = game._picture.value
    return html


def counting(**options: object) -> Scheduler:
    """A game whose search takes long."""
    options = {"preemptions": None, "max_schedules": 10**9, **options}
    return Scheduler(programs.Counter, COUNTING, programs.always, **options)  # type: ignore[arg-type]


# The buttons


def test_a_learner_breaks_the_naive_add() -> None:
    game = programs.naive()
    press(game, "A", "A", "B", "B", "B", "A")
    assert game.won
    assert game.verdict.startswith("You broke it: the invariant does not hold.")
    assert "You broke it" in shown(game)
    assert str(game.schedule) == "A A B*3 A"


def test_the_buttons_and_python_do_the_same() -> None:
    clicked, driven = programs.tasks(), programs.tasks()
    press(clicked, "A", "B", "B")
    driven.step("A")
    driven.step("B*2")
    clicked.controls.undo.click()
    driven.undo()
    assert shown(clicked) == shown(driven)
    assert str(clicked) == str(driven)
    clicked.controls.reset.click()
    driven.reset()
    assert shown(clicked) == shown(driven)


def test_a_button_is_disabled_where_its_thread_cannot_move_and_says_why() -> None:
    game = Scheduler(programs.TwoLocks, programs.TWO_LOCKS, programs.always)
    press(game, "A", "B", "A")
    button = game.controls.steps["A"]
    assert button.disabled
    assert button.tooltip.startswith("A is blocked: waits for the lock held by B; next: line")
    assert not game.controls.steps["B"].disabled
    game.controls.undo.click()
    assert not button.disabled
    assert button.tooltip.startswith("A can move; next: line")


def test_a_click_that_comes_too_late_shows_why_and_changes_nothing() -> None:
    game = programs.naive()
    press(game, "A", "A", "A")
    before = shown(game)
    press(game, "A")
    assert game.controls.message.text == "A cannot move: it has ended."
    assert 'role="alert"' in game.controls.message.widget.value
    assert shown(game) == before
    press(game, "B")
    assert game.controls.message.text == ""


def test_an_error_of_the_invariant_is_shown() -> None:
    game = Scheduler(NaiveChecker, programs.ADDS, str)  # type: ignore[arg-type]
    press(game, "A", "A", "A", "B", "B", "B")
    assert "it must return True or False" in game.controls.message.text
    assert len(game.schedule) == 5


def test_a_thread_that_the_code_starts_gets_a_button_and_the_others_keep_theirs() -> None:
    game = Scheduler(programs.Starter, {"A": programs.Starter.start}, lambda it: it.done)
    first = game.controls.steps["A"]
    press(game, "A", "A")
    assert list(game.controls.steps) == ["A", "worker"]
    assert game.controls.steps["A"] is first
    assert len(game.controls._steps.children) == 2
    game.reset()
    assert list(game.controls.steps) == ["A"]


def test_every_button_has_a_name_and_a_hint_in_the_language() -> None:
    for language, names in {
        "en": ["Step A", "Step B", "Undo", "Reset", "Show me", "Prove it"],
        "ru": ["Шаг A", "Шаг B", "Отменить", "Сначала", "Показать", "Доказать"],
    }.items():
        controls = programs.naive(language=language).controls
        buttons = [*controls.steps.values(), controls.undo, controls.reset]
        buttons += [controls.show, controls.prove]
        assert [button.description for button in buttons] == names
        assert all(button.tooltip for button in buttons)


def test_undo_waits_for_a_move() -> None:
    game = programs.naive()
    assert game.controls.undo.disabled
    press(game, "A")
    assert not game.controls.undo.disabled
    game.undo()
    assert game.controls.undo.disabled


@pytest.mark.parametrize(
    ("moves", "pressed", "focused"),
    [("A A", "A", "B"), ("A*3 B*2", "B", "Undo"), ("A", "Undo", "A")],
)
def test_a_press_that_disables_its_button_moves_the_focus_on(
    moves: str, pressed: str, focused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = programs.naive()
    game.step(moves)
    buttons = {**game.controls.steps, "Undo": game.controls.undo}
    got: list[str] = []
    for name, button in buttons.items():
        monkeypatch.setattr(button, "focus", lambda name=name: got.append(name))
    buttons[pressed]._handle_custom_msg({"event": "click"}, [])
    assert got == [focused]
    game.step("A") if "A" in game.run.movable else None
    assert got == [focused], "what Python does leaves the focus alone"


# Show me, and prove it


def test_show_me_searches_and_then_shows_a_move_with_each_press() -> None:
    game = programs.naive()
    game.controls.show.click()
    wait_until(lambda: game.schedule)
    assert str(game.schedule) == "A"
    assert game.controls.show.description == "Show next"
    for _ in range(5):
        game.controls.show.click()
    assert game.verdict.startswith("This schedule breaks it: the invariant does not hold.")
    assert game.controls.show.description == "Show me"


def test_a_move_is_read_together_with_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    game = programs.naive()
    update = game.controls.update
    read: list[tuple[str, str]] = []
    reader = threading.Thread(
        target=lambda: read.append((str(game.schedule), game.controls.show.description))
    )

    def update_late(board: SchedulerBoard) -> None:
        if str(board.schedule) and not reader.ident:
            reader.start()
            # A reader without the lock would be through by then.
            reader.join(0.1)
        update(board)

    monkeypatch.setattr(game.controls, "update", update_late)
    game.controls.show.click()
    wait_until(lambda: game.schedule)
    reader.join()
    assert read == [("A", "Show next")]


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
    wait_until(lambda: game.controls.message.text == "There is no losing schedule to show.")
    assert not game.schedule
    assert game.board.proof.startswith("Proven: none of the schedules loses.")


def test_prove_it_counts_all_schedules_and_leaves_the_game_as_it_is() -> None:
    game = programs.fixed(language="ru")
    game.step("A A")
    game.controls.prove.click()
    wait_until(lambda: game.board.proof)
    assert game.board.proof.startswith("Доказано: ни один порядок не ломает.")
    assert "Доказано" in shown(game)
    assert str(game.schedule) == "A A"


def test_python_gets_what_the_search_has_found() -> None:
    game = programs.naive()
    found = game.prove()
    assert (found.explored, found.losing, found.exhausted) == (20, 12, True)
    assert game.prove() is found
    game.show_me()
    assert str(game.schedule) == "A"


def test_a_search_is_shown_blocks_nothing_and_stops_when_another_button_is_pressed() -> None:
    game = counting()
    game.controls.prove.click()
    game.controls.prove.click()
    assert len(searches()) == 1
    assert mood(game) == "searching"
    assert "Searching all schedules" in shown(game)
    press(game, "A")
    assert str(game.schedule) == "A"
    assert mood(game) == "open"
    assert game.controls.message.text == "The search was stopped before it finished."
    wait_until(lambda: not searches())
    assert not game.board.proof


def test_a_move_that_is_not_possible_stops_the_search_too() -> None:
    game = counting()
    game.controls.prove.click()
    with pytest.raises(CannotMoveError):
        game.step("C")
    assert "Searching" not in shown(game)


def test_a_search_that_takes_too_long_stops_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget, "SECONDS", 0.0)
    game = counting()
    game.controls.prove.click()
    wait_until(lambda: game.controls.message.text)
    assert game.controls.message.text == "The search was stopped before it finished."
    assert mood(game) == "open"


def test_an_error_of_a_search_is_shown() -> None:
    game = Scheduler(NaiveChecker, programs.ADDS, lambda checker: 1)  # type: ignore[arg-type, return-value]
    game.controls.show.click()
    wait_until(lambda: game.controls.message.text)
    assert "it must return True or False" in game.controls.message.text
    assert mood(game) == "open"


# As a value in a notebook


def test_its_repr_names_the_threads_and_stays_the_same_throughout_the_game() -> None:
    game = programs.naive()
    before = game._repr_mimebundle_()
    game.step("A B")
    assert game._repr_mimebundle_() == before
    assert before["text/plain"] == repr(game) == "<Scheduler of A, B>"
    assert "application/vnd.jupyter.widget-view+json" in before


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
