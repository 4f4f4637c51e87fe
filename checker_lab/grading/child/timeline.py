"""When each check started and ended, in the process that runs the learner's code."""

import threading
from dataclasses import dataclass, field
from threading import current_thread

from checker_lab.grading.child.clock import now
from checker_lab.grading.sentences import Sentence, join, said, say, verbatim

__all__ = ["CheckTimeline", "ObservedCheck"]

# Checks that are kept: code that starts them without end must not use up the memory.
MOST_CHECKS = 20_000
# Items in a timetable, which is to be read.
MOST_ITEMS = 24


@dataclass(slots=True, eq=False)
class ObservedCheck:
    """One call of an item's health().

    Attributes:
        item: the item's id.
        number: 1 for the item's first check.
        started_at, ended_at: moments of `now()`; `ended_at` is None while it is in flight.
        thread: the thread that it runs in.
        task: the task that it runs in, in asyncio.
        was_cancelled: did it end because its task was cancelled?
    """

    item: str
    number: int
    started_at: float
    thread: threading.Thread
    task: object = None
    ended_at: float | None = None
    was_cancelled: bool = False

    def is_in_flight_at(self, moment: float) -> bool:
        """Was it in flight at that moment?"""
        return self.started_at <= moment and (self.ended_at is None or moment < self.ended_at)


@dataclass(slots=True)
class CheckTimeline:
    """All checks, in the order in which they started, and moments with names.

    Threads of the learner's code append to `checks` while the probe reads it, so readers take a
    copy first.
    """

    checks: list[ObservedCheck] = field(default_factory=list)
    moments: list[tuple[float, Sentence]] = field(default_factory=list)

    def start(self, item: str, number: int, task: object = None) -> ObservedCheck:
        """Record that a check starts now, in this thread."""
        check = ObservedCheck(item, number, now(), current_thread(), task)
        if len(self.checks) < MOST_CHECKS:
            self.checks.append(check)
        return check

    def mark(self, name: Sentence | str) -> float:
        """Give this moment a name, and return it."""
        moment = now()
        self.moments.append((moment, said(name)))
        return moment

    def of(self, item: str) -> list[ObservedCheck]:
        """Return the checks of one item."""
        return [check for check in tuple(self.checks) if check.item == item]

    def starts(self, item: str) -> list[float]:
        """Return when the checks of one item started."""
        return [check.started_at for check in self.of(item)]

    def in_flight(self) -> list[ObservedCheck]:
        """Return the checks that have not ended."""
        return [check for check in tuple(self.checks) if check.ended_at is None]

    def table(self, zero: float, most: int = 12) -> list[Sentence]:
        """Return the lines of a timetable, in seconds since `zero`, with `most` checks an item."""
        lines = [
            say("{at:7.2f}  {name}", at=moment - zero, name=name) for moment, name in self.moments
        ]
        items = list(dict.fromkeys(check.item for check in tuple(self.checks)))
        lines += [
            say("{item}: {spans}", item=item, spans=self.spans(item, zero, most))
            for item in items[:MOST_ITEMS]
        ]
        if len(items) > MOST_ITEMS:
            lines.append(say("and {count} more items", count=len(items) - MOST_ITEMS))
        return lines

    def spans(self, item: str, zero: float, most: int = 12) -> Sentence:
        """Return from when to when the first checks of one item were in flight."""
        checks = self.of(item)
        shown = [_span(check, zero) for check in checks[:most]]
        if len(checks) > most:
            shown.append(say("and {count} more", count=len(checks) - most))
        return join(shown, ", ")


def _span(check: ObservedCheck, zero: float) -> Sentence:
    end = "…" if check.ended_at is None else f"{check.ended_at - zero:.2f}"
    span = f"{check.started_at - zero:.2f}–{end}"
    return say("{span} (cancelled)", span=span) if check.was_cancelled else verbatim(span)
