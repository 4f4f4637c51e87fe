"""The history of a checker: it collects events and turns them, with a snapshot, into a view state.

It knows neither who shows the state nor how.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

from checker_lab.core.events import Event, PassStarted, Stopped
from checker_lab.core.results import Outcome, StopReport
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.view.latencies import Latencies
from checker_lab.view.overruns import Overruns
from checker_lab.view.reports import log_line, stop_lines
from checker_lab.view.rows import Row, row_of
from checker_lab.view.state import ROWS, Page, ViewState
from checker_lab.view.timeline import Timeline

__all__ = ["LANES", "LOG_LINES", "History"]

LOG_LINES = 50
"""Lines that the log keeps."""

LANES = 20
"""Rows of a page that also have a lane in the timeline."""

MANY = 10
"""Seconds until the next pass from which on tenths do not matter."""

QUEUED = 10_000
"""Events that may wait for the next `state()`; beyond that, the oldest are dropped."""


class History:
    """Collects the events of one checker and computes view states.

    Any thread may call its methods. All views of a checker share one history, so they agree.

    Args:
        stamp: returns the time of day that stands before each line of the log; "" for none.
    """

    def __init__(self, stamp: Callable[[], str] = lambda: time.strftime("%H:%M:%S")) -> None:
        self._stamp = stamp
        # The owner of the checks only appends to this queue, so it never waits for a view. The
        # lock guards the rest: several views may ask for a state concurrently.
        self._queue: deque[tuple[str, Event]] = deque(maxlen=QUEUED)
        self._lock = threading.Lock()
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._log_total = 0
        self._timeline = Timeline()
        self._latencies = Latencies()
        self._overruns = Overruns()
        self._overrun = ""
        self._report: StopReport | None = None
        self._pass_since_stop = False

    def hear(self, event: Event) -> None:
        """Add an event: pass this method to `listen()`, which keeps the order."""
        self._queue.append((self._stamp(), event))

    def state(self, snapshot: Snapshot, page: Page | None = None) -> ViewState:
        """What to show now, given a snapshot that is newer than the last event."""
        with self._lock:
            self._timeline.catch_up(snapshot)
            while self._queue:
                self._record(*self._queue.popleft())
            return self._state(snapshot, page or Page())

    def _record(self, stamp: str, event: Event) -> None:
        self._timeline.hear(event)
        self._latencies.hear(event)
        overrun = self._overruns.hear(event)
        for text in filter(None, (overrun, log_line(event))):
            self._log.appendleft(f"{stamp} {text}" if stamp else text)
            self._log_total += 1
        match event:
            case PassStarted():
                self._pass_since_stop, self._overrun = True, overrun
            case Stopped(report):
                self._report, self._pass_since_stop, self._overrun = report, False, ""

    def _state(self, snapshot: Snapshot, page: Page) -> ViewState:
        # `Stopped` arrives before the owner has ended, so this snapshot may still say "running".
        # Only a pass since then tells a new run from one that is about to end.
        if snapshot.running and self._pass_since_stop:
            self._report = None
        report, language = self._report, snapshot.language
        items, timeline = snapshot.items, self._timeline
        self._latencies.forget_removed(items)
        running = snapshot.running and report is None
        wanted = page.outcomes
        matching = [each for each, item in items.items() if not wanted or _outcome(item) in wanted]
        pages = max(-(-len(matching) // ROWS), 1)
        number = min(max(page.number, 0), pages - 1)
        ids = matching[number * ROWS : (number + 1) * ROWS]
        return ViewState(
            running=running,
            pass_number=snapshot.pass_number,
            missed_passes=snapshot.missed_passes,
            items=len(items),
            counts=Counter(map(_outcome, items.values())),
            next_pass=_next_pass(snapshot) if running else None,
            abandoned=len(snapshot.abandoned),
            in_flight=snapshot.in_flight,
            waiting=snapshot.waiting,
            interval=snapshot.interval,
            timeout=snapshot.timeout,
            progress=timeline.progress,
            rows=tuple(self._row(each, snapshot) for each in ids),
            matching=len(matching),
            page=number,
            pages=pages,
            outcomes=wanted,
            panels=timeline.panels(snapshot, ids[:LANES]),
            stopped=() if report is None else tuple(stop_lines(report, language)),
            overrun=self._overrun,
            log=tuple(self._log),
            log_total=self._log_total,
            language=language,
        )

    def _row(self, item_id: str, snapshot: Snapshot) -> Row:
        row = row_of(item_id, snapshot.items[item_id], snapshot.at, snapshot.language)
        return row._replace(latencies=self._latencies.of(item_id))


def _outcome(item: ItemSnapshot) -> Outcome | None:
    return None if item.last is None else item.last.outcome


def _next_pass(snapshot: Snapshot) -> float | None:
    """Seconds until the next pass: tenths, or whole ones if there are many."""
    if snapshot.next_pass_at is None:
        return None
    seconds = max(snapshot.next_pass_at - snapshot.at, 0.0)
    return round(seconds, 1) if seconds < MANY else float(round(seconds))
