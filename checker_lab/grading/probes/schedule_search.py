"""Is there a schedule that loses an added item?"""

from checker_lab.grading.add_game import BEFORE, WHILE, AddGame
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import say
from checker_lab.grading.verdicts import Evidence
from checker_lab.schedules import Exploration, Run, explore, play

__all__ = ["searches_schedules"]

# Schedules that are played of each game. A time instead would find other schedules each time.
MOST = 60
# Seconds of processor time to load the code, which happens for each schedule.
LONGEST_LOAD = 0.03
# Real seconds within which a step must be over.
STALL = 1.5


class NotPlayableError(Exception):
    """The game does not suit this checker."""


def searches_schedules(trial: Trial) -> None:
    """no-lost-add, by schedule. It only ever fails the requirement: load has to pass it."""
    if trial.learners.seconds > LONGEST_LOAD:
        why = say("no schedules were played: loading the code takes too long for that")
        trial.remark("no-lost-add", why)
        return
    remarks = []
    for name in (BEFORE, WHILE):
        trial.doing(f"playing schedules of {name}")
        try:
            _check_alone(_game(trial, name, alone=True))
            found = _search(_game(trial, name))
        except BaseException as error:  # whatever it is, the load decides then
            remarks.append(f"{name}: its schedules cannot be played ({_short(error)})")
            continue
        if found.losing and found.run is not None:
            _report_loss(trial, name, found, found.run)
            return
        remarks.append(f"{name}: none of {found.explored} schedules loses one")
    trial.remark("no-lost-add", "; ".join(remarks))


def _game(trial: Trial, name: str, *, alone: bool = False) -> AddGame:
    learners = trial.learners
    again = learners.load_again
    return AddGame(learners.code, learners.kind, name, load_again=again, alone=alone)


def _check_alone(game: AddGame) -> None:
    """Play the game with one thread alone.

    Raises:
        NotPlayableError: even that loses an item, so the game does not suit this checker.
    """
    alone = play(game.setup, game.threads, (), game.win, stall=STALL)
    if alone.outcome != "holds":
        raise NotPlayableError(f"one thread alone: {alone.reason}")


def _search(game: AddGame) -> Exploration:
    return explore(game.setup, game.threads, game.win, max_schedules=MOST, stall=STALL)


def _report_loss(trial: Trial, name: str, found: Exploration, run: Run) -> None:
    reason = run.reason.removeprefix("the invariant does not hold: ")
    saw = f"{name}: {found.losing} of {found.explored} schedules lose; in the simplest {reason}"
    text = "\n".join([f"schedule: {found.shortest}", *map(str, run.steps), run.reason])
    title = "the schedule that loses"
    shown = Evidence("schedule", title, text, str(found.shortest), name)
    trial.failed("no-lost-add", saw, shown, by_time=False)


def _short(error: BaseException) -> str:
    return error_line(error).split(". ")[0][:160]
