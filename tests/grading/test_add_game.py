"""The games of no-lost-add are won by checkers that lose nothing."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker_lab.grading.add_game import BEFORE, TWICE, WHILE, AddGame, GameLostError
from checker_lab.grading.kind import Kind
from checker_lab.grading.transfer import copies
from checker_lab.schedules import explore, play
from tests.grading import sample_checkers
from tests.helpers.prose import english_in, russian_in

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


def test_a_lost_item_is_named_in_both_languages() -> None:
    game = AddGame(sample_checkers.Loses, "threads", BEFORE)
    found = explore(game.setup, game.threads, game.win, max_schedules=60)
    assert found.run is not None
    assert "was added and not checked" in found.run.verdict.english
    assert russian_in(found.run.verdict.russian)
    assert not english_in(found.run.verdict.russian)


class ById(sample_checkers.Loses):
    """Keeps its items in a list, and looks for the id before it appends."""

    def add(self, item: Any) -> None:
        for at, old in enumerate(self.items):
            if old.id == item.id:
                self.items[at] = item
                return
        self.items.append(item)


def test_two_with_one_id_are_found() -> None:
    game = AddGame(ById, "threads", TWICE, load_again=copies(ById))
    found = explore(game.setup, game.threads, game.win, max_schedules=60, around=game.threads)
    assert found.run is not None
    assert isinstance(found.run.error, GameLostError)
    assert str(found.run.error.saw) == "both items with the id 'a' are checked from then on"


def test_one_of_two_with_one_id_is_enough() -> None:
    class InADict(ById):
        def add(self, item: Any) -> None:
            self.items[:] = {one.id: one for one in (*self.items, item)}.values()

    game = AddGame(InADict, "threads", TWICE, load_again=copies(InADict))
    found = explore(game.setup, game.threads, game.win, max_schedules=60, around=game.threads)
    assert not found.losing


class LosesAsync:
    def __init__(self, interval: float) -> None:
        self.items: list[Any] = []

    async def add(self, item: Any) -> None:
        items = self.items
        await asyncio.sleep(0)
        self.items = [*items, item]


class LosesInPlainAdd(LosesAsync):
    def add(self, item: Any) -> None:  # type: ignore[override]
        self.items = [*self.items, item]


@pytest.mark.parametrize(
    ("code", "kind", "line"),
    [
        (sample_checkers.Loses, "threads", "items = self.items"),
        (LosesAsync, "asyncio", "items = self.items"),
        (LosesInPlainAdd, "asyncio", "self.items = [*self.items, item]"),
    ],
)
def test_a_game_opens_at_the_learners_own_lines(code: Any, kind: Kind, line: str) -> None:
    game = AddGame(code, kind, BEFORE)
    run = play(game.setup, game.threads, (), finish=False)
    assert [standing.source for standing in run.threads.values()] == [line, line]
    moved = play(game.setup, game.threads, "A", finish=False)
    assert moved.steps[0].source.startswith(line)
