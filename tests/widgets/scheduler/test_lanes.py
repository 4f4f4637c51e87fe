"""Tests of what the browser gets: words beside every mark, and nothing from user code as HTML."""

import json
from typing import Any

import pytest

from checker_lab.schedules import Schedule
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets.scheduler.game import Game
from checker_lab.widgets.scheduler.lanes import MARKS, Lanes, board_data, head_data
from checker_lab.widgets.scheduler.model import SchedulerModel
from tests.widgets import programs
from tests.widgets.programs import EVIL, HOSTILE
from tests.widgets.reader import Reader


def naive(language: str = "en", moves: str = "") -> SchedulerModel:
    game = Game(NaiveChecker, programs.ADDS, programs.both_are_there, programs.ids)
    model = SchedulerModel(game, "ru" if language == "ru" else "en")
    if moves:
        model.step(moves)
    return model


def data(model: SchedulerModel) -> dict[str, Any]:
    return board_data(model.board())


def painted(model: SchedulerModel) -> Lanes:
    lanes = Lanes(head_data("", "", model.language), lambda message: None)
    lanes.paint(model.board(), "", is_wrong=False)
    return lanes


def test_a_lane_has_its_next_line_its_code_and_its_variables() -> None:
    a, b = data(naive(moves="A A B*3"))["lanes"]
    assert (a["step"], a["key"], a["source"]) == ("Step A", "a", "self.items = items + [item]")
    assert [text.strip() for _, text, is_marked in a["lines"] if is_marked] == [a["source"]]
    assert a["values"] == ["item = Scripted('a', True)", "items = []"]
    assert a["about"].startswith("A can move; next: line")
    assert (a["canMove"], a["stand"]) == (True, "")
    assert (b["canMove"], b["stand"]) == (False, "has ended")


def test_a_lane_says_why_it_is_blocked() -> None:
    model = SchedulerModel(Game(programs.TwoLocks, programs.TWO_LOCKS, programs.always), "en")
    model.step("A B A")
    a, b = data(model)["lanes"]
    assert (a["mark"], a["stand"]) == ("‖", "is blocked: waits for the lock held by B")
    assert (a["canMove"], b["canMove"]) == (False, True)


def test_the_shared_state_says_who_changed_it() -> None:
    (row,) = data(naive(moves="A A B*3"))["state"]
    assert row == {
        "name": "items",
        "value": "['b']",
        "changed": "changed by B in move 5; was: ",
        "before": "[]",
    }


def test_the_slider_says_where_it_is() -> None:
    model = naive()
    assert data(model)["positionText"] == "no moves yet"
    model.step("A A B")
    model.go(1)
    shown = data(model)
    assert (shown["position"], shown["moves"]) == (1, 3)
    assert shown["positionText"] == "move 1 of 3"


def test_a_screen_reader_hears_the_move_and_at_the_end_the_verdict() -> None:
    assert data(naive())["said"] == ""
    assert data(naive(moves="A A"))["said"] == "Move 2, A: items = self.items; A's own items = []."
    said = data(naive(moves="A A B*3 A"))["said"]
    assert said.startswith("Move 6, A: self.items = items + [item]; items: ['b'] → ['a']; ")
    assert "You broke it: b is lost." in said


def test_every_mark_is_another_one() -> None:
    ways_to_stand = [MARKS[kind] for kind in ("new", "ready", "timed", "waiting", "ended", "over")]
    moods = [MARKS[mood] for mood in ("open", "won", "held", "searching")]
    assert len(set(ways_to_stand)) == len(ways_to_stand)
    assert len(set(moods)) == len(moods)


def test_the_words_are_in_the_language_that_was_chosen() -> None:
    model = naive("ru", "A A B*3 A")
    shown = data(model)
    assert "Вы сломали программу: потеряно значение b. На 6" in shown["said"]
    assert shown["lanes"][0]["stand"] == "закончил"
    assert shown["state"][0]["changed"] == "изменил A, ход 6; было: "
    assert head_data("", "f", "ru")["words"]["prove"] == "Доказать"
    assert 'lang="ru"' in painted(model).moves


@pytest.mark.parametrize("moves", range(8))
def test_what_user_code_holds_prints_and_raises_stays_text(moves: int) -> None:
    name = EVIL.split()[0]
    model = SchedulerModel(Game(programs.Evil, {name: programs.Evil.work}, programs.always), "en")
    while len(model.run.schedule) < moves and model.run.outcome == "unfinished":
        model.step(Schedule([name]))
    assert "img" not in Reader(painted(model).moves).tags


def test_a_raised_error_and_all_that_was_printed_is_shown() -> None:
    model = SchedulerModel(Game(programs.Evil, {"A": programs.Evil.work}, programs.always), "en")
    model.step("A A A")
    assert data(model)["output"] == [EVIL]
    model.step("A")
    assert f"A raised ValueError: {EVIL}" in data(model)["verdict"]["head"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_text_can_be_sent(kind: str) -> None:
    text = HOSTILE[kind]
    model = SchedulerModel(
        Game(dict, {"A": dict.copy}, programs.always, lambda shared: {text: text}), "en"
    )
    json.dumps([data(model), head_data(text, text, "en")], ensure_ascii=False).encode()
    painted(model).moves.encode()


def test_the_aim_names_the_invariant() -> None:
    assert head_data("", "both_are_there", "en")["aim"][1] == "both_are_there"
    russian = head_data("", "both_are_there", "ru")["aim"]
    assert "".join(russian[:2]).endswith("Когда все закончат, инвариант both_are_there")


@pytest.mark.parametrize("name", ["<lambda>", "", EVIL])
def test_an_invariant_without_a_name_is_called_so(name: str) -> None:
    assert head_data("", name, "en")["aim"][1:3] == ["", "the invariant"]
    assert head_data("", name, "ru")["aim"][2] == "инвариант"


def test_a_position_is_answered_even_if_it_is_wrong() -> None:
    heard: list[object] = []
    lanes = Lanes(head_data("", "", "en"), heard.append)
    lanes._handle_custom_msg({"act": "go", "position": 3}, [])
    lanes._handle_custom_msg({"act": "undo"}, [])
    assert lanes.answered == 1
    assert len(heard) == 2
