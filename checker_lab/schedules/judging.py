"""How a run ended, and how to say it."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from checker_lab.schedules.reprs import error_text, message_of
from checker_lab.schedules.results import Outcome, Standing
from checker_lab.schedules.world import World

__all__ = ["Judgement", "in_words", "judge", "judge_ending", "who_waits_for_whom"]


class Judgement(NamedTuple):
    """How a run ended; `culprit` is the thread that raised or does not end."""

    outcome: Outcome
    error: BaseException | None = None
    culprit: str = ""


def judge(verdict: object) -> Judgement:
    """What an invariant's answer says.

    Raises:
        TypeError: it is neither True nor False.
    """
    if not isinstance(verdict, bool):
        raise TypeError(
            f"the invariant has returned {verdict!r}: it returns True or False, or raises "
            "AssertionError (end an invariant made of asserts with `return True`)"
        )
    return Judgement("holds" if verdict else "broken")


def judge_ending(world: World) -> Judgement:
    """How the run has ended, before the invariant is asked."""
    culprit = world.culprit
    name = "" if culprit is None else culprit.name
    error = world.error or (None if culprit is None else culprit.error)
    outcome = {"ended": "holds", "stopped": "unfinished"}.get(world.ending, world.ending)
    return Judgement(cast(Outcome, outcome), error, name)


def in_words(judgement: Judgement, standings: Mapping[str, Standing], has_invariant: bool) -> str:
    """The outcome, for people."""
    outcome, error, culprit = judgement
    match outcome:
        case "holds":
            return "the invariant holds" if has_invariant else "all have ended"
        case "broken":
            why = "" if error is None else message_of(error)
            return f"the invariant does not hold{why and f': {why}'}"
        case "deadlock":
            return f"deadlock: {error or who_waits_for_whom(standings)}"
        case "raised":
            assert error is not None
            return f"{culprit or 'a callback of the loop'} raised {error_text(error)}"
        case "endless":
            return "; ".join([f"{culprit} does not end", *_waiting_for_good(standings)])
    movable = ", ".join(name for name, standing in standings.items() if standing.can_move)
    return f"not over yet: {movable} can move"


def who_waits_for_whom(standings: Mapping[str, Standing]) -> str:
    """`A waits for the lock held by B; B waits for the lock held by A`."""
    waiting = [one for one in standings.values() if one.state == "waiting"]
    return "; ".join(f"{one.name} {one.reason}" for one in waiting)


def _waiting_for_good(standings: Mapping[str, Standing]) -> list[str]:
    waiting = [one for one in standings.values() if one.state == "waiting" and one.until is None]
    return [f"{one.name} {one.reason}" for one in waiting]
