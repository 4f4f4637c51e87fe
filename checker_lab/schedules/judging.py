"""Judges how a run ended, and says it."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from checker_lab.schedules import phrases
from checker_lab.schedules.errors import WaitsForeverError
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.reprs import error_text, message_of
from checker_lab.schedules.results import Outcome, Standing
from checker_lab.schedules.world import World

__all__ = ["Judgement", "judge_answer", "judge_ending", "phrase_of", "who_waits"]


class Judgement(NamedTuple):
    """How a run ended; `culprit` is the name of the thread that raised or does not end."""

    outcome: Outcome
    error: BaseException | None = None
    culprit: str = ""


def judge_answer(answer: object) -> Judgement:
    """Judge a run by what its invariant returned.

    Raises:
        TypeError: the answer is neither True nor False.
    """
    if not isinstance(answer, bool):
        raise TypeError(
            f"the invariant returned {answer!r}: it must return True or False, or raise "
            "AssertionError (end an invariant made of asserts with `return True`)"
        )
    return Judgement("holds" if answer else "broken")


def judge_ending(world: World) -> Judgement:
    """Judge a run by its ending, before its invariant is called."""
    culprit = world.culprit
    name = "" if culprit is None else culprit.name
    error = world.error or (None if culprit is None else culprit.error)
    outcome = {"ended": "holds", "stopped": "unfinished"}.get(world.ending, world.ending)
    return Judgement(cast(Outcome, outcome), error, name)


def phrase_of(
    judgement: Judgement, standings: Mapping[str, Standing], *, has_invariant: bool
) -> Phrase:
    """The judgement in words."""
    outcome, error, culprit = judgement
    match outcome:
        case "holds":
            return phrases.HOLDS if has_invariant else phrases.ALL_ENDED
        case "broken":
            return phrases.broken(NO_PHRASE if error is None else message_of(error))
        case "deadlock":
            waits = error.phrase if isinstance(error, WaitsForeverError) else who_waits(standings)
            return phrases.deadlock(waits)
        case "raised":
            return phrases.raised_in(culprit, "" if error is None else error_text(error))
        case "endless":
            forever = {name: one for name, one in standings.items() if one.until is None}
            return phrases.join([phrases.endless(culprit), who_waits(forever)])
    return phrases.unfinished([name for name, one in standings.items() if one.can_move])


def who_waits(standings: Mapping[str, Standing]) -> Phrase:
    """`A waits for the lock held by B; B waits for the lock held by A`."""
    waiting = [one for one in standings.values() if one.state == "waiting"]
    return phrases.join(one.why.after(one.name) for one in waiting)
