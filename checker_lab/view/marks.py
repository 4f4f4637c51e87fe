"""The mark and the tone of each outcome. The mark has the meaning; a colour only repeats it."""

from typing import Literal, NamedTuple

from checker_lab.core.results import Outcome

__all__ = ["MARKS", "Mark", "Tone", "name_of"]

Tone = Literal["good", "warn", "bad", "none"]


class Mark(NamedTuple):
    """A sign, and the tone that a view turns into a colour."""

    sign: str
    tone: Tone


MARKS: dict[Outcome | None, Mark] = {
    None: Mark("…", "none"),
    Outcome.PASS: Mark("✓", "good"),
    Outcome.WARN: Mark("!", "warn"),
    Outcome.FAIL: Mark("✗", "bad"),
    Outcome.TIMEOUT: Mark("◔", "bad"),
    Outcome.PANIC: Mark("‼", "bad"),
    Outcome.SKIPPED: Mark("→", "none"),
}


def name_of(outcome: Outcome | None) -> str:
    """The outcome in one word, or that there is none yet."""
    return "not checked yet" if outcome is None else outcome.name
