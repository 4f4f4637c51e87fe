"""What is said about one requirement: findings of probes, and the verdict made from them.

Findings cross from the process that ran the code to the grader. That process may send any text, so
`Finding.from_dict()` is where control codes stop.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any, Literal

from checker_lab.core.language import Language
from checker_lab.core.lines import printable
from checker_lab.grading.hints import hint_title, hints_for
from checker_lab.grading.kind import Kind
from checker_lab.grading.mishap import Mishap
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.grading.sentences import NOTHING, Sentence, first_of, join, translated

__all__ = [
    "LONGEST_CHART",
    "MARKS",
    "Evidence",
    "EvidenceKind",
    "Finding",
    "State",
    "Verdict",
    "merged",
    "printable_lines",
]

State = Literal["passed", "failed", "not reached"]
EvidenceKind = Literal["schedule", "printed", "timetable", "error", "note"]

# The part of a sentence that makes another one with the same beginning say the same.
SAME = 0.6

# Checks of a chart that are sent.
LONGEST_CHART = 400

MARKS: dict[State, str] = {"passed": "✓", "failed": "✗", "not reached": "…"}


def printable_lines(text: str) -> str:
    """Return `text` with its line ends as they are and everything unprintable escaped."""
    return "\n".join(map(printable, text.split("\n")))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding is based on.

    Attributes:
        kind: "schedule" (a run, step by step), "printed" (lines that the code printed), "timetable"
            (when the checks ran), "error" (a traceback) or "note".
        title: a few words.
        text: the evidence itself, of one or more lines.
        schedule: for a "schedule", the text to play with `Schedule(evidence.schedule)`; else "".
        game: for a "schedule", the name of its game, "add before run" or "add while it runs";
            else "".
        chart: for a "timetable", its data, of which `timetable_html` makes a picture; else None.
        lines: the text, line by line, if it has words of a language in it.
    """

    kind: EvidenceKind
    title: str
    text: str
    schedule: str = ""
    game: str = ""
    chart: Mapping[str, Any] | None = field(default=None, repr=False)
    lines: tuple[Sentence, ...] = field(default=(), repr=False)

    @classmethod
    def of_lines(
        cls, kind: EvidenceKind, title: str, lines: Iterable[Sentence], **more: Any
    ) -> "Evidence":
        """Return evidence whose text has words of a language in it."""
        lines = tuple(lines)
        return cls(kind, title, "\n".join(map(str, lines)), lines=lines, **more)

    @property
    def english(self) -> str:
        """The text in English, which programs read."""
        return "\n".join(map(str, self.lines)) or self.text

    def in_language(self, language: Language) -> "Evidence":
        """Return the same in this language."""
        title = translated(self.title, language)
        lines = [line.in_language(language) for line in self.lines]
        return replace(self, title=title, text="\n".join(lines) or self.text)

    def to_dict(self) -> dict[str, str]:
        """Return what JSON should hold, without empty fields and pictures."""
        shown = {"kind": self.kind, "title": self.title, "text": self.text}
        if self.schedule:
            shown |= {"schedule": self.schedule, "game": self.game}
        return shown


@dataclass(frozen=True, slots=True)
class Finding:
    """What one probe says about one requirement.

    Attributes:
        name: the requirement.
        state: "passed", "failed" or "not reached"; None for a remark that decides nothing.
        saw: one sentence: what happened, or why the requirement could not be judged.
        evidence: what the finding is based on.
        by_time: could a slow machine be the reason? The grader then tries again, more slowly.
        unless: a requirement; if that fails too, this failure is only its consequence.
        blocks: requirements that cannot be judged because of this failure.
        mishap: what went wrong in the code meanwhile, which may be the reason.
        hint: the first hint, if there is one that fits what was seen better than the usual one.
    """

    name: str
    state: State | None
    saw: Sentence
    evidence: tuple[Evidence, ...] = ()
    by_time: bool = False
    unless: str = ""
    blocks: tuple[str, ...] = ()
    mishap: Mishap | None = None
    hint: Sentence = NOTHING

    def to_dict(self) -> dict[str, Any]:
        """Return the finding in types that JSON has."""
        mishap = None if self.mishap is None else self.mishap.to_dict()
        return {
            **asdict(self),
            "saw": self.saw.to_dict(),
            "mishap": mishap,
            "hint": self.hint.to_dict(),
        }

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> "Finding":
        """Return the finding that `to_dict()` was called on, with every text made printable."""
        return cls(
            **{
                **given,
                "saw": Sentence.from_dict(given["saw"]),
                "evidence": tuple(map(_evidence, given["evidence"])),
                "blocks": tuple(given["blocks"]),
                "hint": Sentence.from_dict(given["hint"]),
                "mishap": given["mishap"] and Mishap.from_dict(given["mishap"]),
            }
        )


def _evidence(given: dict[str, Any]) -> Evidence:
    title, text = printable(given["title"]), printable_lines(given["text"])
    lines = tuple(map(Sentence.from_dict, given.get("lines", ())))
    return Evidence(**{**given, "title": title, "text": text, "lines": lines})


def merged(findings: list[Finding]) -> Finding:
    """Return what several probes say together about one requirement: one failure is enough.

    Args:
        findings: one or more, all about the same requirement.
    """
    for state in ("failed", "passed", "not reached"):
        found = [one for one in findings if one.state == state]
        if found:
            break
    remarks = [one for one in findings if one.state is None] if state == "passed" else []
    said = {str(one.saw): one.saw for one in found + remarks}
    saw = join(said.values())
    evidence = tuple(shown for one in found for shown in one.evidence)
    by_time = all(one.by_time for one in found)
    mishaps = [one.mishap for one in found if one.mishap is not None]
    mishap = min(mishaps, key=lambda one: one.rank, default=None)
    return Finding(
        findings[0].name, state, saw, evidence, by_time, mishap=mishap, hint=found[0].hint
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a report says about one requirement.

    Attributes:
        name: of the requirement; it never changes.
        title: the requirement in a few words.
        wanted: the requirement in one sentence.
        state: "passed", "failed" or "not reached".
        saw: one sentence: what happened; if it was not reached, what prevented that.
        evidence: what the verdict is based on.
        hints: three, each of which says more than the one before.
        cause: what went wrong in which line of the code, if that may be the reason; else "".
        advice: what to try about that; else "".
        brief: the first of the sentences in `saw`.
        is_whole: can the cause be understood without what was seen?
        language: in which all this is.
    """

    name: str
    title: str
    wanted: str
    state: State
    saw: str
    evidence: tuple[Evidence, ...] = ()
    hints: tuple[str, ...] = field(default=(), repr=False)
    cause: str = ""
    advice: str = ""
    brief: str = ""
    is_whole: bool = True
    language: Language = "en"

    @classmethod
    def of(cls, finding: Finding, kind: Kind, language: Language = "en") -> "Verdict":
        """Return the verdict that a finding amounts to, in this language."""
        what = REQUIREMENTS[finding.name]
        return cls(
            what.name,
            translated(what.title, language),
            translated(what.wanted, language),
            finding.state or "passed",
            finding.saw.in_language(language),
            tuple(one.in_language(language) for one in finding.evidence),
            hints_for(finding.name, kind, language, finding.hint),
            "" if finding.mishap is None else finding.mishap.what.in_language(language),
            "" if finding.mishap is None else finding.mishap.advice.in_language(language),
            first_of(finding.saw).in_language(language),
            finding.mishap is None or finding.mishap.is_whole,
            language,
        )

    @property
    def why(self) -> str:
        """The cause and what to try about it, or ""."""
        return f"{self.cause} {self.advice}".strip()

    @property
    def lead(self) -> str:
        """What to do first about a failure, in one line: what happened, where, and what to try."""
        if self.cause and self.is_whole:
            return _capitalised(self.why)
        saw = self.brief if self.cause else self.brief or self.saw
        if _is_repeated(saw, self.cause):
            return f"{self.name}: {self.cause} {self.advice or self.hint(1)}"
        end = "" if saw.endswith("?") else "."
        return f"{self.name}: {saw}{end} {_capitalised(self.why) if self.cause else self.hint(1)}"

    def hint(self, number: int = 1) -> str:
        """Return hint 1, 2 or 3; each says more than the one before.

        Raises:
            ValueError: there is no such hint.
        """
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"number must be from 1 to {len(self.hints)}, not {number!r}")
        return self.hints[number - 1]

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON should hold."""
        return {
            "name": self.name,
            "title": self.title,
            "state": self.state,
            "wanted": self.wanted,
            "saw": self.saw,
            "cause": self.cause,
            "advice": self.advice,
            "evidence": [one.to_dict() for one in self.evidence],
        }

    def __str__(self) -> str:
        return self.below("")

    def below(self, lead: str) -> str:
        """Return the text of the verdict, without the hint if the line above it gives that."""
        words = partial(translated, language=self.language)
        width = max(len(words(state)) for state in MARKS)
        line = f"{MARKS[self.state]} {words(self.state):<{width}}  {self.name:<16}  {self.title}"
        if self.state == "passed":
            return line
        lines = [line, f"    {words('saw')}: {self.saw}"]
        if self.state == "failed":
            lines += [f"    {words('why')}: {self.why}"] if self.cause else []
            lines.append(f"    {words('wanted')}: {self.wanted}")
            for shown in self.evidence:
                lines.append(f"    {shown.title}:")
                lines += [f"        {text}" for text in shown.text.splitlines()]
            lines += [
                f"    {hint_title(self.name, 1, self.language)}: {hint}"
                for hint in self.hints[:1]
                if hint not in lead
            ]
        return "\n".join(lines)


def _is_repeated(saw: str, cause: str) -> bool:
    """Does the cause begin with most of what was seen, and add the line to it?"""
    return bool(saw) and cause.startswith(saw[: round(SAME * len(saw))])


def _capitalised(text: str) -> str:
    """Return a sentence with a capital, unless it begins with code."""
    return text[:1].upper() + text[1:] if text.partition(" ")[0].isalpha() else text
