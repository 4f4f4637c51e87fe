"""Runs to draw, and what a browser reads of a picture."""

from html.parser import HTMLParser

from checker_lab.schedules import Run, play
from checker_lab.schedules.picture.moves import DrawnMove, change_of
from tests.schedules.programs import ADDS, Naive, nothing_lost

__all__ = ["Read", "lost_run", "move"]


def lost_run() -> Run:
    """A run that loses what B added, in its sixth move."""
    return play(Naive, ADDS, "A A B B B A", nothing_lost)


def move(number: int, thread: str, *source: str, changed: str = "") -> DrawnMove:
    changes = (change_of(changed),) if changed else ()
    return DrawnMove(number, thread, "", source, changes)


class Read(HTMLParser):
    """Reads HTML: its text, its tags, the values of its attributes, and the cells of its rows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.rows: list[list[str]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"br", "wbr"}:
            self.open.append(tag)
        for name, value in attributes:
            self.values.setdefault(name, []).append(value or "")
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.text += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data
