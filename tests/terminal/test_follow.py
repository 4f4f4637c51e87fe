"""The loop that follows a checker, with a screen that only remembers."""

import asyncio
import threading
from collections.abc import Callable, Iterable

import pytest

from checker_lab import AsyncChecker, CheckEnded, CheckerError, Outcome, Snapshot, ThreadedChecker
from checker_lab.terminal.follow import follow, watch_tasks, watch_threads
from checker_lab.terminal.mailbox import TimedEvent, WatchMailbox
from checker_lab.terminal.program import exit_status
from checker_lab.testing import HANG, AsyncScripted, Scripted, wait_until
from tests.terminal.made import ended, item, snapshot

PASS, FAIL, SKIPPED = Outcome.PASS, Outcome.FAIL, Outcome.SKIPPED
RUNNING = snapshot({"a": item("a", PASS)})


class Remembering:
    """A screen that calls `then` after everything that it gets."""

    period = 0.001

    def __init__(self, then: Callable[["Remembering"], object] = lambda screen: None) -> None:
        self.events: list[TimedEvent] = []
        self.painted: list[Snapshot] = []
        self._then = then

    def add(self, events: Iterable[TimedEvent]) -> None:
        self.events += events
        self._then(self)

    def paint(self, snapshot: Snapshot) -> None:
        self.painted.append(snapshot)
        self._then(self)

    def finish(self, snapshot: Snapshot) -> None:
        raise AssertionError

    def close(self) -> None:
        raise AssertionError

    @property
    def outcomes(self) -> list[Outcome]:
        """Without the skipped: on a busy machine a check may outlast the interval."""
        events = (each.event for each in self.events)
        outcomes = (event.result.outcome for event in events if isinstance(event, CheckEnded))
        return [outcome for outcome in outcomes if outcome is not SKIPPED]


def stop_once(
    mailbox: WatchMailbox, is_enough: Callable[[Remembering], object]
) -> Callable[[Remembering], None]:
    def then(screen: Remembering) -> None:
        if is_enough(screen):
            mailbox.stop()

    return then


def test_a_snapshot_is_painted_every_period() -> None:
    mailbox = WatchMailbox()
    screen = Remembering(stop_once(mailbox, lambda screen: len(screen.painted) == 5))
    follow(lambda: RUNNING, mailbox, screen)
    assert screen.painted == [RUNNING] * 5


def test_an_event_reaches_the_screen_before_the_next_period() -> None:
    mailbox = WatchMailbox()
    screen = Remembering(stop_once(mailbox, lambda screen: screen.events))
    screen.period = 600
    mailbox.put(ended("a", PASS))
    follow(lambda: RUNNING, mailbox, screen)
    assert screen.outcomes == [PASS]
    assert len(screen.painted) == 1


def test_a_stop_before_the_start_is_obeyed_immediately() -> None:
    mailbox = WatchMailbox()
    mailbox.stop()
    follow(lambda: RUNNING, mailbox, Remembering())


def test_a_checker_that_died_is_an_error() -> None:
    stopped = snapshot({}, running=False)
    with pytest.raises(CheckerError, match="the checker died"):
        follow(lambda: stopped, WatchMailbox(), Remembering())


# In threads and in tasks


def watch(kind: str, mailbox: WatchMailbox, screen: Remembering, *steps: object) -> Snapshot:
    def followed(look: Callable[[], Snapshot]) -> None:
        follow(look, mailbox, screen)

    if kind == "threads":
        thread_item = Scripted("a", *steps)  # type: ignore[arg-type]
        try:
            checker = ThreadedChecker([thread_item], interval=0.01, on_event=mailbox.put)
            return watch_threads(checker, followed)
        finally:
            thread_item.release()

    async def run() -> Snapshot:
        task_item = AsyncScripted("a", *steps)  # type: ignore[arg-type]
        try:
            checker = AsyncChecker([task_item], interval=0.01, on_event=mailbox.put)
            return await watch_tasks(checker, followed)
        finally:
            task_item.release()

    return asyncio.run(run())


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_threads_and_tasks_are_followed_and_stopped(kind: str) -> None:
    mailbox = WatchMailbox()
    screen = Remembering(stop_once(mailbox, lambda screen: len(screen.outcomes) >= 3))
    end = watch(kind, mailbox, screen, True, False, True)
    assert screen.outcomes[:3] == [PASS, FAIL, PASS]
    assert screen.painted[0].running
    assert not end.running
    assert [type(each.event).__name__ for each in mailbox.take()][-1] == "Stopped"


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_a_hung_check_blocks_neither_the_screen_nor_the_stop(kind: str) -> None:
    mailbox = WatchMailbox()

    def is_hung(screen: Remembering) -> bool:
        return len(screen.painted) > 3 and screen.painted[-1].in_flight == 1

    end = watch(kind, mailbox, Remembering(stop_once(mailbox, is_hung)), HANG)
    assert end.abandoned == ("a",)
    assert exit_status(end) == 1


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_an_error_of_the_screen_stops_the_checks_too(kind: str) -> None:
    def fail(_: Remembering) -> None:
        raise OSError("no space")

    before = threading.active_count()
    with pytest.raises(OSError, match="no space"):
        watch(kind, WatchMailbox(), Remembering(fail), True)
    wait_until(lambda: threading.active_count() <= before)
