"""Tests of the HTML: words beside every mark, and everything from user code escaped."""

import pytest

from checker_lab.schedules import Schedule
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets.scheduler.game import Game
from checker_lab.widgets.scheduler.model import SchedulerModel
from checker_lab.widgets.scheduler.page import MARKS, scheduler_head, scheduler_page
from tests.widgets import programs
from tests.widgets.programs import EVIL
from tests.widgets.reader import Reader


def naive(language: str = "en", moves: str = "") -> SchedulerModel:
    game = Game(NaiveChecker, programs.ADDS, programs.both_are_there, programs.ids)
    model = SchedulerModel(game, "ru" if language == "ru" else "en")
    if moves:
        model.step(moves)
    return model


def text_of(model: SchedulerModel) -> str:
    return " ".join(Reader(scheduler_page(model.board())).text.split())


def test_everything_is_said_in_words() -> None:
    text = text_of(naive(moves="A A B*3"))
    for words in (
        "Moves so far: 5. Choose who moves next.",
        "A can move",
        "B has ended",
        "next: line",
        "local variables: item = Scripted('a', True), items = []",
        "changed by B in move 5; was: []",
        "Schedule: A A B*3",
    ):
        assert words in text


def test_a_win_is_said_in_words() -> None:
    assert "You broke it: the invariant does not hold." in text_of(naive(moves="A A B*3 A"))


def test_every_mark_is_another_one() -> None:
    ways_to_stand = [MARKS[kind] for kind in ("new", "ready", "timed", "waiting", "ended", "over")]
    moods = [MARKS[mood] for mood in ("open", "won", "held", "searching")]
    assert len(set(ways_to_stand)) == len(ways_to_stand)
    assert len(set(moods)) == len(moods)


def test_the_line_that_comes_next_is_marked_for_eyes_and_for_screen_readers() -> None:
    page = scheduler_page(naive(moves="A A").board())
    assert page.count('aria-current="step"') == 2
    assert 'class="marked" aria-current="step"><span class="at" aria-hidden="true">▶' in page


def test_the_headlines_are_in_the_language_that_was_chosen() -> None:
    page = scheduler_page(naive("ru", "A A B*3 A").board())
    text = Reader(page).text
    assert 'lang="ru"' in page
    assert "Вы сломали это: условие нарушено." in text
    assert "A закончил" in text
    assert "Общее для всех" in text
    assert "изменил A, ход 6" in text
    for english in ("You", "Shared", "Moves", "has ended", "was", "next", "invariant"):
        assert english not in text


@pytest.mark.parametrize("moves", range(8))
def test_what_user_code_holds_prints_and_raises_stays_text(moves: int) -> None:
    model = SchedulerModel(
        Game(programs.Evil, {EVIL.split()[0]: programs.Evil.work}, programs.always), "en"
    )
    while len(model.run.schedule) < moves and model.run.outcome == "unfinished":
        model.step(Schedule([EVIL.split()[0]]))
    reader = Reader(scheduler_page(model.board()))
    assert "img" not in reader.tags
    assert "<img" in reader.text


def test_a_raised_error_and_all_that_was_held_is_shown() -> None:
    model = SchedulerModel(Game(programs.Evil, {"A": programs.Evil.work}, programs.always), "en")
    model.step("A A A")
    assert f"Printed{EVIL}" in text_of(model)
    model.step("A")
    assert f"A raised ValueError: {EVIL}" in text_of(model)


def test_the_head_is_text_too() -> None:
    reader = Reader(scheduler_head(EVIL, "both_are_there", "en"))
    assert EVIL in reader.text
    assert "both_are_there must be true" in reader.text
    assert "img" not in reader.tags


@pytest.mark.parametrize("name", ["<lambda>", "", EVIL])
def test_an_invariant_without_a_name_is_called_so(name: str) -> None:
    assert "the invariant must be true" in Reader(scheduler_head("", name, "en")).text
    assert "условие" in Reader(scheduler_head("", name, "ru")).text


def test_a_game_without_state_and_moves_says_so() -> None:
    text = text_of(SchedulerModel(Game(object, {"A": repr}, programs.always), "en"))
    assert "nothing to show" in text
    assert "no moves yet" in text
