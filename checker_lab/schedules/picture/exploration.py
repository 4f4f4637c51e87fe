"""The picture of a search: how many schedules lose, and the simplest one of them."""

from html import escape
from typing import Protocol

from checker_lab.core.language import Language, choose_language
from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import Phrase
from checker_lab.schedules.picture import style
from checker_lab.schedules.picture.drawing import RunLike, drawn_run
from checker_lab.schedules.picture.run import framed
from checker_lab.schedules.picture.story import story_of
from checker_lab.schedules.picture.table import run_table

__all__ = ["ExplorationPicture"]

BAR = f"max-width: 40em; height: 0.8em; margin: 4px 0; border: 1px solid {style.FAINT}"
LOSING = f"width: {{0}}%; height: 100%; background: {style.BAD}"


class ExplorationLike(Protocol):
    """What a picture needs of an `Exploration`."""

    @property
    def explored(self) -> int: ...
    @property
    def losing(self) -> int: ...
    @property
    def exhausted(self) -> bool: ...
    @property
    def verdict(self) -> Phrase: ...
    @property
    def run(self) -> RunLike | None: ...


class ExplorationPicture:
    """What a search has found, drawn: a bar of the losing schedules, and the simplest one.

    Args:
        found: what `explore()` returned.
        language: "en" or "ru"; None for that of `set_language()`, or else English.

    Attributes:
        html, text: the picture, and the same as text.

    Raises:
        ValueError: there is no such language.
    """

    def __init__(self, found: ExplorationLike, language: str | None = None) -> None:
        chosen = choose_language(language)
        head = found.verdict.in_language(chosen)
        self.html = framed(_bar(found, head) + _simplest(found, chosen), head, chosen)
        self.text = "\n\n".join(filter(None, [head, _story(found, chosen)]))

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def _bar(found: ExplorationLike, head: str) -> str:
    mark = "✗" if found.losing else "✓" if found.exhausted else "…"
    percent = round(100 * found.losing / max(1, found.explored), 1)
    # However few they are, one sees them.
    length = max(percent, 1) if found.losing else 0
    bar = f'<div style="{BAR}"><div style="{LOSING.format(length)}"></div></div>'
    return f'<p style="margin: 0">{mark} <b>{escape(head)}</b></p>{bar}'


def _simplest(found: ExplorationLike, language: Language) -> str:
    if found.run is None:
        return ""
    head = phrases.SIMPLEST.in_language(language)
    return f'<p style="margin: 8px 0 4px 0">{head}</p>{run_table(drawn_run(found.run), language)}'


def _story(found: ExplorationLike, language: Language) -> str:
    if found.run is None:
        return ""
    head = phrases.SIMPLEST.in_language(language)
    return f"{head}\n{story_of(drawn_run(found.run), language)}"
