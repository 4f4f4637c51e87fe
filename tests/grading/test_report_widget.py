"""A report in a notebook opens the schedule that loses."""

from typing import Any

import pytest

from checker_lab.grading import grade
from checker_lab.grading.report_widget import report_widget, schedule_game
from checker_lab.schedules import Schedule
from tests.grading import sample_checkers

pytestmark = pytest.mark.timeout(120)


def test_the_schedule_opens_in_the_widget() -> None:
    report = grade(sample_checkers.Loses, only="no-lost-add")
    schedule = Schedule(report["no-lost-add"].evidence[0].schedule)
    game = schedule_game(report, report["no-lost-add"].evidence[0])
    assert not game.schedule
    assert [card.source for card in game.board.cards] == ["items = self.items"] * 2
    game.go(len(schedule))
    assert game.won
    _, place, _ = report_widget(report).children
    (button,) = place.children
    button.click()
    assert len(place.children) == 2


class KeepsItsItemsInTheClass(sample_checkers.Loses):
    items: list[Any] = []  # noqa: RUF012 (that is the mistake)

    def __init__(self, interval: float) -> None:
        super().__init__(interval)
        del self.items

    def add(self, item: Any) -> None:
        items = type(self).items
        type(self).items = [*items, item]


def test_each_time_the_game_starts_from_a_fresh_class() -> None:
    report = grade(KeepsItsItemsInTheClass, only="no-lost-add")
    shown = report["no-lost-add"].evidence[0]
    games = [schedule_game(report, shown) for _ in range(2)]
    for game in games:
        game.step(shown.schedule)
    assert [game.won for game in games] == [True, True]
    assert not KeepsItsItemsInTheClass.items
