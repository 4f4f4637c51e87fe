"""Says in a sentence what virtual time cannot hold, and in which line of the code it is."""

from checker_lab.grading.sentences import NOTHING, Sentence, say
from checker_lab.schedules.virtual.foreign import COMPUTES, MOVES, WAITED, WAITS, ForeignCall

__all__ = ["foreign_sentence"]


def foreign_sentence(call: ForeignCall) -> Sentence:
    """Return why code that makes this call has to be graded in real time."""
    where = say(", at {line}", line=call.where) if call.where else NOTHING
    if call.what == WAITS:
        return say("it waits for something that is not Python's own{where}", where=where)
    if call.what == WAITED:
        return say(
            "again and again it waits a moment for something that is not Python's own; so it did "
            "shortly before this line{where}",
            where=where,
        )
    if call.what == COMPUTES:
        return say("it computes without end{where}", where=where)
    if call.what == MOVES:
        return say("its threads wake up so often that real time is as quick{where}", where=where)
    return say("it calls {name}{where}", name=call.what, where=where)
