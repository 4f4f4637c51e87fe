"""What went wrong in a line of the learner's code: an error, a call that hangs, a missing await.

A finding says what could be seen from outside; its mishap says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker_lab.core.lines import printable
from checker_lab.grading.sentences import NOTHING, Sentence, join

__all__ = ["Mishap"]


@dataclass(frozen=True, slots=True)
class Mishap:
    """One of these.

    Attributes:
        rank: 0 for what is surely to blame, more for what is only suspicious.
        what: what happened, in which line.
        advice: what to try.
        trace: the end of the traceback, if there is one; else "".
        is_whole: does it need no other words, such as what the probe saw?
    """

    rank: int
    what: Sentence
    advice: Sentence = NOTHING
    trace: str = ""
    is_whole: bool = True

    @property
    def told(self) -> Sentence:
        """What happened and what to try."""
        return join((self.what, self.advice), " ")

    def to_dict(self) -> dict[str, Any]:
        """Return the mishap in types that JSON has."""
        return {
            "rank": self.rank,
            "what": self.what.to_dict(),
            "advice": self.advice.to_dict(),
            "trace": self.trace,
            "is_whole": self.is_whole,
        }

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> "Mishap":
        """Return the mishap that `to_dict()` was called on, with every text made printable."""
        trace = "\n".join(map(printable, given["trace"].split("\n")))
        what, advice = Sentence.from_dict(given["what"]), Sentence.from_dict(given["advice"])
        return cls(int(given["rank"]), what, advice, trace, bool(given["is_whole"]))
