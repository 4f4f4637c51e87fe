"""What the grader says about code that virtual time does not hold."""

from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.virtual import ForeignCall
from checker_lab.schedules.virtual.watcher import COMPUTES, WAITS
from checker_lab.schedules.virtual.world import WAITED

__all__ = ["computes_without_end", "foreign_sentence"]

SPINS = say("the code computes without end")
KNOWN = {
    COMPUTES: SPINS,
    WAITS: say("the code waits in real time"),
    WAITED: say("the code waits in real time before it waits in virtual time"),
}


def foreign_sentence(call: ForeignCall) -> Sentence:
    """Return what the code does, and where."""
    what = KNOWN.get(call.what) or say("the code calls {name}", name=call.what)
    return say("{what} at {where}", what=what, where=call.where) if call.where else what


def computes_without_end(sentence: Sentence) -> bool:
    """Is it about code that computes without end?"""
    return SPINS in (sentence, sentence.values.get("what"))
