"""What happened in the process that tries a learner's code out, and when.

All that is needed for it was taken from the standard library before the learner's code was loaded,
so whatever that code puts in its place changes nothing here.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import current_thread
from time import perf_counter
from time import sleep as real_sleep

__all__ = ["Check", "Timeline", "now", "pause", "wait_until"]

now = perf_counter
pause = real_sleep
# So often a condition is looked at, in seconds.
LOOK = 0.002
# Checks that are kept: one that starts them without end must not eat the memory.
MOST_CHECKS = 20_000


@dataclass(slots=True, eq=False)
class Check:
    """One call of an item's health().

    Attributes:
        item: the item's id.
        number: 1 for its first check.
        began, ended: moments of `now()`; `ended` is None while it is at work.
        thread: the thread that it runs in.
        task: the task, in asyncio.
        how: "", or how it ended if not by itself: "cancelled".
    """

    item: str
    number: int
    began: float
    thread: threading.Thread
    task: object = None
    ended: float | None = None
    how: str = ""

    def touches(self, moment: float) -> bool:
        """Was it at work at that moment?"""
        return self.began <= moment and (self.ended is None or moment < self.ended)


@dataclass(slots=True)
class Timeline:
    """All checks, in the order in which they began, and moments with names."""

    checks: list[Check] = field(default_factory=list)
    moments: list[tuple[float, str]] = field(default_factory=list)

    def begin(self, item: str, number: int, task: object = None) -> Check:
        """A check begins, in this thread."""
        check = Check(item, number, now(), current_thread(), task)
        if len(self.checks) < MOST_CHECKS:
            self.checks.append(check)
        return check

    def mark(self, name: str) -> float:
        """Note that something happens now."""
        moment = now()
        self.moments.append((moment, name))
        return moment

    def of(self, item: str) -> list[Check]:
        """The checks of one item."""
        return [check for check in tuple(self.checks) if check.item == item]

    def starts(self, item: str) -> list[float]:
        """When the checks of one item began."""
        return [check.began for check in self.of(item)]

    def ends(self, item: str) -> list[float]:
        """When the checks of one item ended that have."""
        return [check.ended for check in self.of(item) if check.ended is not None]

    def at_work(self) -> list[Check]:
        """The checks that have not ended."""
        return [check for check in tuple(self.checks) if check.ended is None]

    def busy_threads(self) -> set[int | None]:
        """The idents of threads that are inside of a health()."""
        return {check.thread.ident for check in self.at_work()}

    def table(self, zero: float, most: int = 12) -> str:
        """A timetable as text, in seconds since `zero`."""
        lines = [f"{moment - zero:7.2f}  {name}" for moment, name in self.moments]
        for item in dict.fromkeys(check.item for check in tuple(self.checks)):
            spans = [_span(check, zero) for check in self.of(item)]
            more = [f"and {len(spans) - most} more"] if len(spans) > most else []
            lines.append(f"{item}: {', '.join(spans[:most] + more)}")
        return "\n".join(lines)


def _span(check: Check, zero: float) -> str:
    end = "…" if check.ended is None else f"{check.ended - zero:.2f}"
    return f"{check.began - zero:.2f}–{end}{check.how and f' ({check.how})'}"


def wait_until(condition: Callable[[], object], bound: float) -> bool:
    """Wait until `condition()`, for `bound` seconds at most; is it so?"""
    end = now() + bound
    while not condition():
        if now() >= end:
            return bool(condition())
        pause(LOOK)
    return True
