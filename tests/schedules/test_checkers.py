"""The library's own checkers under schedules: the naive ones lose, the others do not."""

from collections.abc import Callable
from typing import Any

import pytest

from checker_lab import (
    AsyncChecker,
    AsyncNaiveChecker,
    Channel,
    ChannelClosedError,
    Context,
    NaiveChecker,
    ThreadedChecker,
)
from checker_lab.schedules import explore, play
from checker_lab.testing import AsyncScripted, EventLog, Scripted

A, B = Scripted("a"), Scripted("b")
ADDS: dict[str, Callable[[Any], object]] = {
    "A": lambda checker: checker.add(A),
    "B": lambda checker: checker.add(B),
}


def nothing_lost(checker: Any) -> bool:
    return sorted(str(checker).split()) == ["a", "b"]


def test_the_naive_checker_loses_an_item() -> None:
    found = explore(NaiveChecker, ADDS, nothing_lost)
    assert (found.explored, found.losing, found.exhausted) == (14, 6, True)
    assert str(found.shortest) == "A A B*3 A"


def test_the_same_schedule_loses_nothing_with_the_channel() -> None:
    run = play(ThreadedChecker, ADDS, "A A B*3 A", nothing_lost, strict=False)
    assert run.outcome == "holds"
    assert run.state == {"shared": "b, a"} or run.state == {"shared": "a, b"}


def test_the_threaded_checker_loses_none_whatever_the_schedule() -> None:
    found = explore(ThreadedChecker, ADDS, nothing_lost)
    found.assert_holds()


def started() -> ThreadedChecker:
    checker = ThreadedChecker(on_event=EventLog(), max_concurrent=1)
    checker.run()
    return checker


def test_add_add_and_stop_of_a_running_checker_in_every_order() -> None:
    threads = {**ADDS, "S": lambda checker: checker.stop()}
    found = explore(started, threads, nothing_lost, preemptions=0)
    found.assert_holds()
    assert found.explored > 100


def test_a_running_checker_ends_when_it_is_stopped() -> None:
    run = play(started, {"S": lambda checker: checker.stop()}, "")
    assert run.outcome == "holds"
    owner = run.threads["checker_lab-owner"]
    assert owner.state == "ended"
    assert isinstance(run.shared, ThreadedChecker)
    assert not run.shared.snapshot().running


def test_the_owner_waits_for_its_mailbox() -> None:
    # It works until it waits; chosen once more, its five seconds would be over.
    for moves in range(1, 300):
        run = play(started, ADDS, ["checker_lab-owner"] * moves, finish=False)
        owner = run.threads["checker_lab-owner"]
        if owner.state == "waiting":
            break
    assert owner.reason == "waits for an item in the mailbox, until 5 s at most"


async def async_add_a(checker: Any) -> None:
    await checker.add(AsyncScripted("a"))


async def async_add_b(checker: Any) -> None:
    await checker.add(AsyncScripted("b"))


def test_the_async_naive_checker_loses_an_item() -> None:
    tasks = {"A": async_add_a, "B": async_add_b}
    found = explore(AsyncNaiveChecker, tasks, nothing_lost, preemptions=None)
    assert (found.explored, found.losing, found.exhausted) == (6, 4, True)


def started_async() -> AsyncChecker:
    checker = AsyncChecker(on_event=EventLog())
    checker.run()
    return checker


async def plain_add(checker: Any, item_id: str) -> None:
    checker.add(AsyncScripted(item_id))


async def plain_add_a(checker: Any) -> None:
    await plain_add(checker, "a")


async def plain_add_b(checker: Any) -> None:
    await plain_add(checker, "b")


async def async_stop(checker: Any) -> None:
    await checker.stop()


def test_the_async_checker_loses_none_whatever_the_schedule() -> None:
    tasks = {"A": plain_add_a, "B": plain_add_b, "S": async_stop}
    found = explore(started_async, tasks, nothing_lost)
    found.assert_holds()
    assert found.explored > 10


@pytest.mark.parametrize("capacity", [0, 1, None])
def test_what_is_sent_through_a_channel_arrives_once(capacity: int | None) -> None:
    received: list[int] = []

    def setup() -> Channel[int]:
        received.clear()
        return Channel(capacity)

    def receive(channel: Channel[int]) -> None:
        received.append(channel.receive())
        received.append(channel.receive())

    threads: dict[str, Callable[[Channel[int]], object]] = {
        "A": lambda channel: channel.send(1),
        "B": lambda channel: channel.send(2),
        "R": receive,
    }
    explore(
        setup, threads, lambda channel: sorted(received) == [1, 2], preemptions=1
    ).assert_holds()


def test_closing_a_channel_wakes_all_receivers() -> None:
    def receive(channel: Channel[int]) -> None:
        with pytest.raises(ChannelClosedError):
            channel.receive()

    threads: dict[str, Callable[[Channel[int]], object]] = {
        "A": receive,
        "B": receive,
        "C": Channel.close,
    }
    explore(Channel, threads, lambda channel: channel.closed, preemptions=1).assert_holds()


def test_cancelling_a_context_wakes_the_thread_that_waits() -> None:
    threads: dict[str, Callable[[Context], object]] = {
        "W": lambda context: context.wait(),
        "C": lambda context: context.cancel("over"),
    }
    explore(
        Context.background, threads, lambda context: context.reason == "over", preemptions=1
    ).assert_holds()
