"""What an exhibit of the museum shows after the guess: what happened, the fix, and the proof.

An untrusted notebook keeps only plain tags and inline styles, as in `code_html`.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from checker_lab.lessons.display import ShownCode, show, shown
from checker_lab.lessons.exhibits import EXHIBITS, ContractExhibit, ScheduleExhibit, Wild
from checker_lab.lessons.words import lesson_words
from checker_lab.schedules import Exploration, explore

__all__ = ["Explanation", "explain", "look"]

PARAGRAPH = "margin: 8px 0 4px 0; word-wrap: break-word"
NAMES_OF_CODE = re.compile(r"`([^`]+)`")


def look(number: int) -> None:
    """Show the code of an exhibit, without the docstrings and the names that tell its bug.

    Args:
        number: of the exhibit, from 1.
    """
    show(EXHIBITS[number - 1].broken, docstrings=False, files=False)


def explain(number: int) -> "Explanation":
    """What happened in an exhibit, its fix and the proof.

    Args:
        number: of the exhibit, from 1.
    """
    return Explanation(EXHIBITS[number - 1])


class Explanation:
    """An exhibit, explained: its name, a losing run, what happened, the fix, and the proof.

    As the last value of a cell it shows itself.

    Args:
        exhibit: one of `EXHIBITS`.

    Attributes:
        html, text: the explanation, and the same as text.
    """

    def __init__(self, exhibit: ScheduleExhibit | ContractExhibit) -> None:
        parts = list(_parts(exhibit))
        self.html = "".join(part.html for part in parts)
        self.text = "\n\n".join(part.text for part in parts)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


class Part(NamedTuple):
    """A part of an explanation, in both forms."""

    html: str
    text: str


def _parts(exhibit: ScheduleExhibit | ContractExhibit) -> Iterator[Part]:
    broken, fixed = (_tried(exhibit, code) for code in (exhibit.broken, exhibit.fixed))
    words = lesson_words()
    yield _paragraph(exhibit.title)
    if isinstance(broken, Exploration) and broken.run is not None:
        picture = broken.run.picture()
        yield Part(picture.html, picture.text)
    yield _paragraph(words.what_happened, exhibit.bug.partition(" In the wild:")[0])
    yield _paragraph(words.the_fix, exhibit.fix)
    yield _code(shown(exhibit.fixed, docstrings=False))
    yield _paragraph(words.broken, f"{_verdict(broken)}.")
    yield _paragraph(words.fixed, f"{_verdict(fixed)}.")
    yield from map(_found, exhibit.wild)


def _tried(exhibit: ScheduleExhibit | ContractExhibit, code: type[Any]) -> Exploration | str:
    """All schedules of this code, or how it keeps its contract."""
    if isinstance(exhibit, ScheduleExhibit):
        return explore(
            lambda: exhibit.setup(code), exhibit.threads, exhibit.invariant, step_into=()
        )
    try:
        exhibit.contract(code)
    except AssertionError as error:
        return lesson_words().test_fails.format(error)
    return lesson_words().test_passes


def _verdict(tried: Exploration | str) -> str:
    return str(tried).splitlines()[0]


def _found(place: Wild) -> Part:
    number = place.where.removeprefix("#")
    within = f"issues/{number}" if number.isdigit() else f"blob/HEAD/{place.where}"
    url = f"https://github.com/{place.project}/{within}"
    link = f'<a href="{url}" target="_blank" rel="noopener">{_breakable(str(place))}</a>'
    found_in = lesson_words().found_in
    return Part(
        _paragraph_html(found_in.format(link), place.what),
        f"{found_in.format(place)} {place.what}\n{url}",
    )


def _paragraph(head: str, words: str = "") -> Part:
    return Part(_paragraph_html(escape(head), words), f"{head} {words}".rstrip())


def _paragraph_html(head: str, words: str) -> str:
    said = NAMES_OF_CODE.sub(r"<code>\1</code>", escape(words))
    return f'<p style="{PARAGRAPH}"><b>{head}</b> {said}</p>'


def _breakable(path: str) -> str:
    """A path that may wrap after each slash."""
    return escape(path).replace("/", "/<wbr>")


def _code(code: ShownCode) -> Part:
    return Part(code._repr_html_(), repr(code))
