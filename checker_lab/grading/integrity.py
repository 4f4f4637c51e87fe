"""Whether what the probes found can be believed, and whether the code is the learner's own work.

It knows nothing about how either is noticed.
"""

from dataclasses import dataclass

from checker_lab.core.language import Language
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.sentences import Sentence, say
from checker_lab.grading.verdicts import Finding

__all__ = ["Integrity"]


@dataclass(slots=True)
class Integrity:
    """What the processes of one grading reported about the code, besides findings.

    Attributes:
        reached: how the code reached into the grader, or None. Then nothing is judged.
        borrowed: what else does the work that the code should do, or None.
    """

    reached: Sentence | None = None
    borrowed: Sentence | None = None

    def take(self, result: ProcessResult) -> None:
        """Take what one process reported."""
        self.reached = _first(self.reached, result.reached)
        self.borrowed = _first(self.borrowed, result.borrowed)

    def reached_in(self, language: Language) -> str:
        """Return how the code reached into the grader, in this language, or ""."""
        return self.reached.in_language(language) if self.reached else ""

    def borrowed_in(self, language: Language) -> str:
        """Return what else does the work, in this language, or ""."""
        return self.borrowed.in_language(language) if self.borrowed else ""

    def not_judged(self, names: tuple[str, ...]) -> list[Finding]:
        """Return findings that leave all requirements open, or none if the code can be judged."""
        if self.reached is None:
            return []
        saw = say("not judged, because the code reaches into the grader")
        return [Finding(name, "not reached", saw) for name in names]


def _first(one: Sentence | None, other: Sentence | None) -> Sentence | None:
    """Return always the same of two, whichever process was faster."""
    said = [each for each in (one, other) if each is not None]
    return min(said, key=str, default=None)
