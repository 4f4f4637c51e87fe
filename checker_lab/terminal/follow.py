"""Follow a checker until a stop is requested: one loop for threads and for tasks.

The loop knows neither signals nor arguments: it reads a mailbox and calls a screen.
"""

import asyncio
import time
from collections.abc import Callable

from checker_lab.core.errors import CheckerError
from checker_lab.core.snapshot import Snapshot
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.terminal.mailbox import WatchMailbox
from checker_lab.terminal.screen import Screen
from checker_lab.terminal.words import WORDS
from checker_lab.threads.checker import ThreadedChecker

__all__ = ["follow", "watch_tasks", "watch_threads"]

LONGEST_WAIT = 0.5
"""Seconds after which a signal handler runs at the latest."""

Look = Callable[[], Snapshot]


def follow(
    look: Look, mailbox: WatchMailbox, screen: Screen, now: Callable[[], float] = time.monotonic
) -> None:
    """Pass events to the screen immediately, and a snapshot every period, until a stop.

    Args:
        look: takes a snapshot.
        mailbox: receives the events, and the request to stop.
        screen: shows both.
        now: seconds on a clock that only grows.

    Raises:
        CheckerError: the checker died.
        OSError: the screen cannot be written.
    """
    next_paint = now()
    while not mailbox.is_stopped:
        if now() >= next_paint:
            snapshot = look()
            screen.paint(snapshot)
            if not snapshot.running:
                raise CheckerError(WORDS[snapshot.language].checker_died)
            next_paint = now() + screen.period
        screen.add(mailbox.take(next_paint - now()))


def watch_threads(checker: ThreadedChecker, follow: Callable[[Look], None]) -> Snapshot:
    """Run the checker while `follow` follows it; return the last snapshot."""
    with checker:
        follow(checker.snapshot)
    return checker.snapshot()


async def watch_tasks(checker: AsyncChecker, follow: Callable[[Look], None]) -> Snapshot:
    """Do the same in tasks. `follow` has a thread: a slow terminal must not block the loop."""
    async with checker:
        following = asyncio.create_task(asyncio.to_thread(follow, checker.snapshot))
        # A signal that comes just before the loop waits does not end the wait, and its handler runs
        # only afterwards: so no wait may be long.
        while not following.done():
            await asyncio.wait({following}, timeout=LONGEST_WAIT)
        following.result()
    return checker.snapshot()
