"""The story of a checker: what its events and its snapshots tell, made into pictures."""

import threading
import time
from collections import deque
from collections.abc import Callable

from checker_lab.core.events import Event, PassStarted, Stopped
from checker_lab.core.health import Status
from checker_lab.core.results import StopReport
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.view.picture import ROWS, Page, Picture, Progress
from checker_lab.view.rows import row_of
from checker_lab.view.timeline import Timeline
from checker_lab.view.words import log_line, stop_lines

__all__ = ["LANES", "LOG_LINES", "Story"]

LOG_LINES = 50
"""Lines of the log that are kept."""

LANES = 20
"""Rows of a page that have a lane in the timeline too."""

WAITING = 10_000
"""Events that wait to be taken in: a story that nobody looks at forgets the oldest."""


def _wall_clock() -> str:
    return time.strftime("%H:%M:%S")


def _is_wanted(item: ItemSnapshot, page: Page) -> bool:
    return not page.only_unwell or item.status is not Status.PASS


class Story:
    """Hears the events of a checker, sees its snapshots, and makes a picture of both.

    Any thread may call its methods. All who show one checker show one story, so they agree.

    Args:
        stamp: the time of day, to be put before the lines of the log.
    """

    def __init__(self, stamp: Callable[[], str] = _wall_clock) -> None:
        self._stamp = stamp
        # The owner of the checks only appends here, and waits for nobody; the lock is for those
        # who look.
        self._heard: deque[tuple[str, Event]] = deque(maxlen=WAITING)
        self._lock = threading.Lock()
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._lines = 0
        self._timeline = Timeline()
        self._report: StopReport | None = None
        self._begun_since = False

    def hear(self, event: Event) -> None:
        """Take in an event; each once, in their order."""
        self._heard.append((self._stamp(), event))

    def picture(self, snapshot: Snapshot, page: Page | None = None) -> Picture:
        """What to show, given a snapshot that is newer than the last event."""
        with self._lock:
            while self._heard:
                self._take_in(*self._heard.popleft())
            return self._picture(snapshot, page or Page())

    def _take_in(self, stamp: str, event: Event) -> None:
        self._timeline.hear(event)
        if (text := log_line(event)) is not None:
            self._log.appendleft(f"{stamp} {text}" if stamp else text)
            self._lines += 1
        if isinstance(event, Stopped):
            self._report, self._begun_since = event.report, False
        elif isinstance(event, PassStarted):
            self._begun_since = True

    def _picture(self, snapshot: Snapshot, page: Page) -> Picture:
        # The owner tells of its end before it has ended: that snapshot may still say "running".
        # A pass is what tells a run that has begun since then from one that is about to end.
        if snapshot.running and self._begun_since:
            self._report = None
        report, language = self._report, snapshot.language
        items, timeline = snapshot.items, self._timeline
        wanted = [item_id for item_id, item in items.items() if _is_wanted(item, page)]
        pages = max(-(-len(wanted) // ROWS), 1)
        number = min(max(page.number, 0), pages - 1)
        ids = wanted[number * ROWS : (number + 1) * ROWS]
        return Picture(
            running=snapshot.running and report is None,
            pass_number=snapshot.pass_number,
            missed_passes=snapshot.missed_passes,
            items=len(items),
            failing=sum(item.failures_in_a_row > 0 for item in items.values()),
            abandoned=len(snapshot.abandoned),
            in_flight=snapshot.in_flight,
            waiting=snapshot.waiting,
            interval=snapshot.interval,
            timeout=snapshot.timeout,
            progress=Progress(*timeline.progress),
            rows=tuple(row_of(each, items[each], snapshot.at, language) for each in ids),
            shown=len(wanted),
            page=number,
            pages=pages,
            only_unwell=page.only_unwell,
            panels=timeline.panels(snapshot, ids[:LANES]),
            stopped=() if report is None else tuple(stop_lines(report, language)),
            log=tuple(self._log),
            heard=self._lines,
            language=language,
        )
