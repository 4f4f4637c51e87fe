"""Follow the checks until somebody asks for a stop: in threads and in tasks, with one loop."""

import asyncio
import time
from collections.abc import Callable

from checker_lab.core.errors import CheckerError
from checker_lab.core.snapshot import Snapshot
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.terminal.mailbox import Mailbox
from checker_lab.terminal.screen import Screen
from checker_lab.threads.checker import ThreadedChecker

__all__ = ["follow", "watch_tasks", "watch_threads"]

Look = Callable[[], Snapshot]


def follow(
    look: Look, mailbox: Mailbox, screen: Screen, now: Callable[[], float] = time.monotonic
) -> None:
    """Hand over what happens at once, and how things stand each beat, until a stop is asked for.

    Args:
        look: takes a snapshot.
        mailbox: where the events come, and the wish to stop.
        screen: shows both.
        now: seconds that only grow.

    Raises:
        CheckerError: the checks have died.
        OSError: nothing can be written.
    """
    next_beat = now()
    while not mailbox.is_stopped:
        if now() >= next_beat:
            snapshot = look()
            screen.paint(snapshot)
            if not snapshot.running:
                raise CheckerError("the checks have died: see the traceback on stderr")
            next_beat = now() + screen.beat
        screen.hear(mailbox.take(next_beat - now()))


def watch_threads(checker: ThreadedChecker, follow: Callable[[Look], None]) -> Snapshot:
    """Run the checks while `follow` follows them; return how things stand in the end."""
    with checker:
        follow(checker.snapshot)
    return checker.snapshot()


async def watch_tasks(checker: AsyncChecker, follow: Callable[[Look], None]) -> Snapshot:
    """The same in tasks. A thread follows: a slow terminal must not hold up the event loop."""
    async with checker:
        await asyncio.to_thread(follow, checker.snapshot)
    return checker.snapshot()
