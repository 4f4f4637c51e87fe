"""Reads a run back from its text, to draw it: the run itself stayed in another process."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.picture.moves import DrawnMove, DrawnRun, change_of, parted
from checker_lab.schedules.picture.run import framed
from checker_lab.schedules.picture.table import run_table
from checker_lab.schedules.schedule import Schedule

__all__ = ["html_of_text", "run_of_text"]

HEAD = "schedule: "
PLACED = re.compile(r"(?P<thread>\S+)  (?P<place>\S+:\d+)  (?P<source>.*)")
REMARK = re.compile(r"(?:^|; )(?=(?:\S+ s later|ended$|raised |waits |sleeps ))")
# No text has so many moves, and a schedule of them would not fit into memory.
TOO_LONG = re.compile(r"\*\d{7}")
NEXT_CHANGE = re.compile(r"; (?=\w+: .* → )")


class Extra(NamedTuple):
    """What a line says after its source."""

    changed: tuple[str, ...] = ()
    remark: str = ""


def html_of_text(text: str, language: Language = "en", told: str = "") -> str:
    """Draw the losing run that this text is about, or return "" if it is not such a text.

    Args:
        text: `schedule: A A B*3 A`, then the run as `str()` gives it.
        language: of the words around it, "en" or "ru".
        told: the same text with its remarks in Russian, if there is one.
    """
    run = run_of_text(text, told)
    return "" if run is None else framed(run_table(run, language), run.schedule, language)


def run_of_text(text: str, told: str = "") -> DrawnRun | None:
    """The run that this text is about, or None; `told` is the same text in Russian."""
    head, *lines = text.split("\n")
    russian = told.split("\n")[1:]
    if len(russian) != len(lines):
        russian = lines
    schedule = _schedule(head)
    count = len(schedule)
    if not count or len(lines) <= count:
        return None
    pairs = zip(lines[:count], russian[:count], strict=True)
    moves = [_move(number, *pair) for number, pair in enumerate(pairs, 1)]
    if any(move.thread != name for move, name in zip(moves, schedule, strict=True)):
        return None
    verdict = Phrase("; ".join(lines[count:]), "; ".join(russian[count:]))
    return DrawnRun(
        lanes=dict.fromkeys(sorted(schedule), ""),
        moves=tuple(moves),
        mood="loses",
        verdict=verdict,
        schedule=str(schedule),
        stands={},
    )


def _schedule(head: str) -> Sequence[str]:
    if TOO_LONG.search(head):
        return ()
    try:
        return Schedule(head.removeprefix(HEAD) if head.startswith(HEAD) else ())
    except ValueError:
        return ()


def _move(number: int, line: str, russian: str) -> DrawnMove:
    # A move without a source is only its thread.
    match = PLACED.fullmatch(line)
    text, extra = _source_and_extra(line if match is None else match["source"])
    thread, place = (text, "") if match is None else (match["thread"], match["place"])
    lines = () if match is None else tuple(text.split("; "))
    later, kind, remark = parted(_remark(extra.remark, line, russian))
    changed = tuple(map(change_of, extra.changed))
    return DrawnMove(number, thread, place, lines, changed, (), later, kind, remark)


def _remark(english: str, line: str, russian: str) -> Phrase:
    """Return the remark, at which alone the lines of the two languages differ."""
    before = line.removesuffix(english)
    if not english or not russian.startswith(before):
        return Phrase(english, english) if english else NO_PHRASE
    return Phrase(english, russian.removeprefix(before))


def _source_and_extra(text: str) -> tuple[str, Extra]:
    """Part a source from what is said of it; what looks like its own comment stays in it."""
    source, sign, said = text.rpartition("  # ")
    if not sign:
        return text, Extra()
    remark = REMARK.search(said)
    changes = said if remark is None else said[: remark.start()]
    if changes and " → " not in changes:
        return text, Extra()
    changed = tuple(NEXT_CHANGE.split(changes)) if changes else ()
    return source, Extra(changed, "" if remark is None else said[remark.end() :])
