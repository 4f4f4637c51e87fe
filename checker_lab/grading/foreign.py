"""What the grader says about code that virtual time does not hold."""

from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.virtual import ForeignCall
from checker_lab.schedules.virtual.foreign import COMPUTES, MOVES, WAITED, WAITS

__all__ = ["computes_without_end", "foreign_sentence"]

SPINS = say("the code computes without end")
KNOWN = {
    COMPUTES: SPINS,
    WAITS: say("the code waits for something outside of Python"),
    WAITED: say(
        "the code waits for something outside of Python, again and again, before it comes to a call"
    ),
    MOVES: say("the code wakes up too often to be followed in virtual time"),
}


def foreign_sentence(call: ForeignCall) -> Sentence:
    """Return what the code does, and where."""
    what = KNOWN.get(call.what) or say("the code calls {name}", name=call.what)
    return say("{what} at {where}", what=what, where=call.where) if call.where else what


def computes_without_end(sentence: Sentence) -> bool:
    """Is it about code that computes without end?"""
    return SPINS in (sentence, sentence.values.get("what"))
