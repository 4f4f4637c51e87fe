"""How a printed line differs from the line that was wanted."""

import unicodedata
from collections.abc import Iterable

from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["difference", "nearest"]

# Letters that look like others: each Latin one with its Cyrillic twin.
LATIN = str.maketrans("aceopxyiABCEHIKMOPTXYkmtbn", "асеорхуіАВСЕНІКМОРТХУкмтьп")
# The most characters of a printed line that are shown.
SHOWN = 80


def nearest(wanted: str, printed: Iterable[str]) -> str:
    """Return the last of the printed lines that looks like the wanted one; "" if none does."""
    near = [line for line in printed if _is_near(wanted, line)]
    return near[-1] if near else ""


def difference(wanted: str, printed: str) -> Sentence:
    """Return, as a sentence, how a printed line differs from the wanted one.

    Args:
        wanted: the line as it should be.
        printed: another line, or the same without its end.
    """
    shown = {"wanted": wanted, "printed": printed.strip()[:SHOWN]}
    if not printed:
        return say("{wanted!r} was not printed", **shown)
    if printed.rstrip() == wanted:
        return say("{wanted!r} was printed without a line end after it", **shown)
    if wanted in printed:
        return say("{wanted!r} was not printed on a line of its own, but in {printed!r}", **shown)
    return _by_a_letter(wanted, printed.strip()) or say(
        "{wanted!r} was not printed, but {printed!r} was", **shown
    )


def _by_a_letter(wanted: str, printed: str) -> Sentence:
    """Name the first character that is another one; empty if that is not the only difference."""
    if len(wanted) != len(printed):
        return NOTHING
    places = [number for number, letter in enumerate(wanted) if printed[number] != letter]
    if not places or len(places) > len(wanted) // 2:
        return NOTHING
    place = places[0]
    values = {
        "wanted": wanted,
        "number": place + 1,
        "got": printed[place],
        "other": wanted[place],
        "more": _more(len(places) - 1),
    }
    if _script(printed[place]) == "LATIN":
        return say(
            "{wanted!r} was not printed: in the line that was, character {number} is a Latin "
            "{got!r} and not a Cyrillic {other!r}{more}",
            **values,
        )
    return say(
        "{wanted!r} was not printed: in the line that was, character {number} is {got!r} and not "
        "{other!r}{more}",
        **values,
    )


def _more(count: int) -> Sentence:
    return say(" ({count:other differs|others differ} too)", count=count) if count else NOTHING


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _is_near(wanted: str, line: str) -> bool:
    plain = _plain(line)
    words = _plain(wanted).split()
    return bool(plain) and (words[0] in plain or words[-1] in plain or "stop" in line.lower())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(LATIN).lower()
