"""The games of no-lost-add are won by checkers that lose nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from checker_lab.grading.add_game import BEFORE, WHILE, AddGame
from checker_lab.schedules import play
from tests.grading import sample_checkers

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", [BEFORE, WHILE])
def test_a_right_checker_wins(name: str) -> None:
    class Right(sample_checkers.Loses):
        def add(self, item: object) -> None:
            self.items.append(item)

    game = AddGame(Right, "threads", name)
    assert play(game.setup, game.threads, (), game.win).outcome == "holds"


def test_each_schedule_may_start_from_a_fresh_class() -> None:
    loaded: list[type] = []

    def load_again() -> type:
        loaded.append(type("Fresh", (sample_checkers.Loses,), {}))
        return loaded[-1]

    game = AddGame(sample_checkers.Loses, "threads", BEFORE, load_again=load_again)
    for _ in range(2):
        assert type(play(game.setup, game.threads, (), game.win).shared) is loaded[-1]
    assert len(loaded) == 2


def test_a_lost_item_is_found_without_assert_too() -> None:
    code = (
        "from checker_lab.grading.add_game import BEFORE, AddGame\n"
        "from checker_lab.schedules import explore\n"
        "from tests.grading.sample_checkers import Loses\n"
        "game = AddGame(Loses, 'threads', BEFORE)\n"
        "print(explore(game.setup, game.threads, game.win, max_schedules=60).losing)"
    )
    command = [sys.executable, "-O", "-c", code]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(run.stdout) > 0
