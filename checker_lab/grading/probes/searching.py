"""Is there a schedule that loses an added item?"""

from collections.abc import Callable
from typing import Any

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.calls import error_line
from checker_lab.grading.child.timeline import now
from checker_lab.grading.probes.games import BEFORE, WHILE, AddGame
from checker_lab.grading.verdicts import Evidence
from checker_lab.schedules import Exploration, explore, play

__all__ = ["explores_add"]

# Schedules that are played at first, and then, if none of these loses.
FIRST, MOST = 60, 3000
SECONDS = {BEFORE: 1.2, WHILE: 2.0}
STALL = 1.5


class OutOfTimeError(Exception):
    """The search has taken long enough."""


def explores_add(bench: Bench) -> None:
    """no-lost-add, by schedule."""
    told = []
    for name in (BEFORE, WHILE):
        game = AddGame(bench.learner.code, bench.learner.kind, name)
        bench.doing(f"playing schedules of {name}")
        try:
            _check_alone(AddGame(bench.learner.code, bench.learner.kind, name, alone=True))
            found = _search(game)
        except BaseException as error:  # whatever it is, the load decides then
            told.append(f"{name}: its schedules cannot be played ({_short(error)})")
            continue
        if found.losing and found.run is not None:
            _tell_the_loss(bench, name, found)
            return
        told.append(f"{name}: none of {found.explored} schedules loses one")
    bench.remark("no-lost-add", "; ".join(told))


def _check_alone(game: AddGame) -> None:
    """With nobody in the way it has to work: else the game is not one for this checker."""
    alone = play(game.setup, game.threads, (), game.win, stall=STALL)
    if alone.outcome != "holds":
        raise AssertionError(f"with nobody in the way: {alone.reason}")


def _search(game: AddGame) -> Exploration:
    """What is found in time; the first schedules are always played."""
    end = now() + SECONDS[game.name]
    found = _explore(game, game.setup, FIRST)
    if found.losing or found.exhausted:
        return found
    try:
        return _explore(game, _until(game, end), MOST)
    except OutOfTimeError:
        return found


def _explore(game: AddGame, setup: Callable[[], Any], most: int) -> Exploration:
    return explore(setup, game.threads, game.win, max_schedules=most, stall=STALL)


def _until(game: AddGame, end: float) -> Callable[[], Any]:
    """The game's setup(), which is called before each schedule, as the place to end a search."""
    code_setup = game.setup

    def setup() -> Any:
        if now() > end:
            raise OutOfTimeError
        return code_setup()

    return setup


def _tell_the_loss(bench: Bench, name: str, found: Exploration) -> None:
    run = found.run
    assert run is not None
    reason = run.reason.removeprefix("the invariant does not hold: ")
    saw = f"{name}: {found.losing} of {found.explored} schedules lose; in the simplest {reason}"
    text = "\n".join([f"schedule: {found.shortest}", *map(str, run.steps), run.reason])
    shown = Evidence("schedule", "the schedule that loses", text, str(found.shortest), name)
    bench.failed("no-lost-add", saw, shown, by_time=False)


def _short(error: BaseException) -> str:
    return error_line(error).split(". ")[0][:160]
