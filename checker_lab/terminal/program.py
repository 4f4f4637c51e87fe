"""One watch from its arguments to its exit status: it builds the checker and chooses the screen."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from importlib.util import find_spec
from typing import TextIO, TypeVar

from checker_lab import demo
from checker_lab.core.errors import CheckerError
from checker_lab.core.events import Event
from checker_lab.core.language import Language, set_language
from checker_lab.core.snapshot import Snapshot
from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.terminal.arguments import Arguments, read_arguments
from checker_lab.terminal.follow import Look, follow, watch_tasks, watch_threads
from checker_lab.terminal.mailbox import WatchMailbox
from checker_lab.terminal.output import ending_with_output, open_output
from checker_lab.terminal.plain import PlainScreen
from checker_lab.terminal.screen import Screen
from checker_lab.terminal.words import WORDS
from checker_lab.threads.checker import ThreadedChecker

__all__ = ["exit_status", "run_watch", "screen_for"]

MOST_THREADS, MOST_TASKS = 512, 1000
"""Checks in flight at most, unless --max-concurrent says otherwise.

A checker starts a thread only when a check needs one. With so many, services that hang until their
timeout do not delay the others.
"""

T = TypeVar("T")


def run_watch(argv: Sequence[str], mailbox: WatchMailbox) -> int:
    """Check what `argv` names until the mailbox gets a stop; return the exit status.

    Raises:
        SystemExit: the arguments are wrong, or ask for help.
    """
    arguments = read_arguments(argv)
    set_language(arguments.language)  # for the reasons of clients and demo services
    output = open_output()
    try:
        with closing(screen_for(output, arguments.language)) as screen:
            return exit_status(_watch(arguments, mailbox, screen, output))
    except (CheckerError, OSError) as error:
        print(f"checker-lab: {error}", file=sys.stderr)
        return 1


def exit_status(snapshot: Snapshot) -> int:
    """Return 0 if the last finished check of every item passed or warned, else 1."""
    items = snapshot.items.values()
    return 0 if all(item.checks and not item.failures_in_a_row for item in items) else 1


def screen_for(output: TextIO, language: Language) -> Screen:
    """Return a live table where the terminal can repaint one, else plain lines."""
    if output.isatty():
        if find_spec("rich") is None:
            print(WORDS[language].no_rich, file=sys.stderr)
        else:
            from checker_lab.terminal.live import LiveScreen, can_paint, make_console

            console = make_console(output)
            if can_paint(console):
                return LiveScreen(console)
    return PlainScreen(output)


def _watch(arguments: Arguments, mailbox: WatchMailbox, screen: Screen, output: TextIO) -> Snapshot:
    def follow_while_it_can_write(look: Look) -> None:
        with ending_with_output(output):
            follow(look, mailbox, screen)

    services = demo.services()
    with services if arguments.demo else nullcontext():
        snapshot = _check(arguments, services, mailbox.put, follow_while_it_can_write)
    with ending_with_output(output):
        screen.add(mailbox.take())
        screen.finish(snapshot)
    return snapshot


def _check(
    arguments: Arguments,
    services: demo.Services,
    on_event: Callable[[Event], None],
    follow: Callable[[Look], None],
) -> Snapshot:
    if arguments.in_tasks:
        tasks = AsyncChecker(
            _items(arguments, AsyncGoMetricClient, services.async_item),
            interval=arguments.interval,
            max_concurrent=arguments.max_concurrent or MOST_TASKS,
            on_event=on_event,
            language=arguments.language,
        )
        return asyncio.run(watch_tasks(tasks, follow))
    threads = ThreadedChecker(
        _items(arguments, GoMetricClient, services.item),
        interval=arguments.interval,
        max_concurrent=arguments.max_concurrent or MOST_THREADS,
        on_event=on_event,
        language=arguments.language,
    )
    return watch_threads(threads, follow)


def _items(
    arguments: Arguments, of_url: Callable[..., T], of_behaviour: Callable[..., T]
) -> Iterator[T]:
    yield from (of_url(url, arguments.timeout, **arguments.of_client) for url in arguments.urls)
    if arguments.demo:
        yield from (of_behaviour(name, timeout=arguments.timeout) for name in demo.BEHAVIOURS)
