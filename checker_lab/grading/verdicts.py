"""What was found out about one requirement, and what shows it."""

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Evidence", "EvidenceKind", "Finding", "State", "merged"]

State = Literal["passed", "failed", "not reached"]
EvidenceKind = Literal["schedule", "printed", "timetable", "error", "note"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a finding.

    Attributes:
        kind: "schedule" (a run, step by step), "printed" (lines that the code printed), "timetable"
            (when the checks were), "error" (a traceback) or "note".
        title: what it is, in a few words.
        text: the thing itself; may have many lines.
        schedule: of a "schedule", the text to play: `Schedule(evidence.schedule)`; else "".
        game: of a "schedule", the name of the game that it is a schedule of: "add before run" or
            "add while it runs"; else "".
    """

    kind: EvidenceKind
    title: str
    text: str
    schedule: str = ""
    game: str = ""

    def to_dict(self) -> dict[str, str]:
        """For JSON: only what there is."""
        shown = {"kind": self.kind, "title": self.title, "text": self.text}
        if self.schedule:
            shown |= {"schedule": self.schedule, "game": self.game}
        return shown


@dataclass(frozen=True, slots=True)
class Finding:
    """What one probe has to say of one requirement.

    Attributes:
        name: the requirement.
        state: "passed", "failed" or "not reached"; None: nothing against it was seen.
        saw: what was seen, or why it could not be judged, in one sentence.
        evidence: what shows it.
        by_time: might it have been the machine, which was slow? Then it is tried again, slower.
        unless: a requirement; if that is not met either, this failure is only its consequence.
        blocks: requirements that cannot be judged because of this failure.
    """

    name: str
    state: State | None
    saw: str
    evidence: tuple[Evidence, ...] = ()
    by_time: bool = False
    unless: str = ""
    blocks: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """For the pipe between the processes."""
        return {
            "name": self.name,
            "state": self.state,
            "saw": self.saw,
            "evidence": [one.to_dict() for one in self.evidence],
            "by_time": self.by_time,
            "unless": self.unless,
            "blocks": list(self.blocks),
        }

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> "Finding":
        """What `to_dict()` gave."""
        evidence = tuple(Evidence(**one) for one in given["evidence"])
        blocks = tuple(given["blocks"])
        return cls(**{**given, "evidence": evidence, "blocks": blocks})


def merged(findings: list[Finding]) -> Finding:
    """What several probes say together of one requirement: one failure is enough."""
    for state in ("failed", "passed", "not reached"):
        found = [one for one in findings if one.state == state]
        if found:
            break
    said = [one for one in findings if one.state is None] if state == "passed" else []
    saw = "; ".join(dict.fromkeys(one.saw for one in found + said if one.saw))
    evidence = tuple(shown for one in found for shown in one.evidence)
    by_time = all(one.by_time for one in found)
    return Finding(findings[0].name, state, saw, evidence, by_time)
