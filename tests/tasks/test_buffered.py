"""A slow listener in a task of its own: nothing waits for it, and nothing is lost unseen."""

import asyncio

import pytest

from checker_lab import AsyncBufferedListener, AsyncChecker
from checker_lab.core.events import Event, PassEnded, PassStarted
from checker_lab.testing import AsyncScripted

PATIENCE = 10.0
"""Seconds that a busy machine may need."""


class Gate:
    """A listener that waits at each event until it is opened."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.opened = asyncio.Event()

    async def hear(self, event: Event) -> None:
        await self.opened.wait()
        self.heard.append(event)


def events(count: int) -> list[Event]:
    return [PassEnded(number, 1, 0, 0.0) for number in range(count)]


async def test_checks_go_on_while_the_listener_hangs_and_it_gets_all_events_in_order() -> None:
    gate = Gate()
    buffered = AsyncBufferedListener(gate.hear)
    checker = AsyncChecker([AsyncScripted("a")], on_event=buffered)
    for _ in range(3):
        await checker.check()
    assert gate.heard == []
    gate.opened.set()
    assert await buffered.wait(PATIENCE)
    assert [event.pass_number for event in gate.heard if isinstance(event, PassStarted)] == [
        1,
        2,
        3,
    ]
    assert buffered.dropped == 0


async def test_what_does_not_fit_is_dropped_and_counted() -> None:
    gate = Gate()
    buffered = AsyncBufferedListener(gate.hear, limit=2)
    for event in events(10):
        buffered(event)
    gate.opened.set()
    assert await buffered.wait(PATIENCE)
    assert gate.heard == events(2)
    assert buffered.dropped == 8


async def test_the_task_lives_only_while_events_wait() -> None:
    heard: list[Event] = []

    async def hear(event: Event) -> None:
        heard.append(event)

    buffered = AsyncBufferedListener(hear)
    for event in events(3):
        buffered(event)
        assert await buffered.wait(PATIENCE)
        assert len(asyncio.all_tasks()) == 1
    assert heard == events(3)


async def test_an_error_is_reported_and_the_next_event_comes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    heard: list[Event] = []

    async def fail_first(event: Event) -> None:
        heard.append(event)
        if len(heard) == 1:
            raise SystemExit("no network")

    buffered = AsyncBufferedListener(fail_first)
    for event in events(2):
        buffered(event)
    assert await buffered.wait(PATIENCE)
    assert heard == events(2)
    assert "SystemExit: no network" in capsys.readouterr().err


async def test_a_wait_ends_in_time() -> None:
    gate = Gate()
    buffered = AsyncBufferedListener(gate.hear)
    assert await buffered.wait(0)
    buffered(events(1)[0])
    assert not await buffered.wait(0.01)
    gate.opened.set()
    assert await buffered.wait()


async def test_bad_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="a listener must be an `async def`"):
        AsyncBufferedListener(print)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="limit must be 1 or more, not 0"):
        AsyncBufferedListener(Gate().hear, limit=0)
    with pytest.raises(ValueError, match="timeout must be a finite number of seconds"):
        await AsyncBufferedListener(Gate().hear).wait(-1)
