"""Channel: as in Go, with clear exceptions."""

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from checker_lab import Channel, ChannelClosedError, ChannelTimeoutError
from checker_lab.testing import ManualClock, wait_until


def test_what_is_sent_is_received_in_order() -> None:
    channel: Channel[int] = Channel()
    for number in range(3):
        channel.send(number)
    assert len(channel) == 3
    assert [channel.receive() for _ in range(3)] == [0, 1, 2]


@given(st.lists(st.one_of(st.integers(), st.just("receive"), st.just("drain"))))
def test_it_behaves_as_a_queue(acts: list[Any]) -> None:
    channel: Channel[int] = Channel()
    model: deque[int] = deque()
    for act in acts:
        if act == "drain":
            assert channel.drain() == list(model)
            model.clear()
        elif act != "receive":
            channel.send(act)
            model.append(act)
        elif model:
            assert channel.receive(timeout=0) == model.popleft()
        else:
            with pytest.raises(ChannelTimeoutError):
                channel.receive(timeout=0)
        assert len(channel) == len(model)


def test_a_closed_channel_gives_what_is_in_it_and_then_an_error() -> None:
    channel: Channel[str] = Channel()
    channel.send("last")
    channel.close()
    channel.close()
    assert channel.closed
    with pytest.raises(ChannelClosedError, match="send on a closed channel"):
        channel.send("too late")
    assert channel.receive() == "last"
    with pytest.raises(ChannelClosedError, match="nothing more will come"):
        channel.receive()


def test_iteration_ends_when_it_is_closed_and_drained() -> None:
    channel: Channel[int] = Channel()
    with ThreadPoolExecutor(1) as pool:
        received = pool.submit(list, channel)
        for number in range(100):
            channel.send(number)
        channel.close()
        assert received.result() == list(range(100))


@pytest.mark.parametrize("capacity", [1, 3])
def test_a_full_channel_makes_its_sender_wait(capacity: int) -> None:
    channel: Channel[int] = Channel(capacity)
    for number in range(capacity):
        channel.send(number)
    with pytest.raises(ChannelTimeoutError, match="no room to send within 0 s"):
        channel.send(99, timeout=0)
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(channel.send, capacity)
        assert channel.receive() == 0
        sent.result()
    assert channel.drain() == list(range(1, capacity + 1))


def test_without_a_buffer_a_send_waits_for_its_receiver() -> None:
    channel: Channel[str] = Channel(0)
    with pytest.raises(ChannelTimeoutError):
        channel.send("no receiver", timeout=0)
    with ThreadPoolExecutor(2) as pool:
        received = pool.submit(channel.receive)
        channel.send("for you")
        assert received.result() == "for you"
        sent = pool.submit(channel.send, "and you")
        assert channel.receive() == "and you"
        sent.result()
    assert len(channel) == 0


def test_close_wakes_all_who_wait() -> None:
    empty: Channel[int] = Channel()
    full: Channel[int] = Channel(1)
    full.send(0)
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(empty.receive) for _ in range(2)]
        waiting += [pool.submit(full.send, 1) for _ in range(2)]  # type: ignore[arg-type]
        empty.close()
        full.close()
        for future in waiting:
            with pytest.raises(ChannelClosedError):
                future.result()


def test_timeouts_are_seconds_of_the_clock() -> None:
    clock = ManualClock()
    channel: Channel[int] = Channel(1, clock=clock)
    with ThreadPoolExecutor(1) as pool:
        received = pool.submit(channel.receive, 5.0)
        wait_until(lambda: clock.alarms == (5.0,))
        clock.advance(4.9)
        assert not received.done()
        clock.advance(0.1)
        with pytest.raises(ChannelTimeoutError, match="within 5 s"):
            received.result()
        channel.send(1)
        sent = pool.submit(channel.send, 2, 1.0)
        wait_until(lambda: clock.alarms == (6.0,))
        clock.advance(1.0)
        with pytest.raises(ChannelTimeoutError):
            sent.result()
    assert channel.drain() == [1]


@pytest.mark.parametrize("capacity", [None, 0, 1, 7])
def test_nothing_is_lost_between_many_senders_and_receivers(capacity: int | None) -> None:
    channel: Channel[tuple[int, int]] = Channel(capacity)
    senders, each = 8, 250
    with ThreadPoolExecutor(2 * senders) as pool:
        received = [pool.submit(list, channel) for _ in range(senders)]

        def send(sender: int) -> None:
            for number in range(each):
                channel.send((sender, number))

        for done in [pool.submit(send, sender) for sender in range(senders)]:
            done.result()
        channel.close()
        lists = [future.result() for future in received]
    everything = [item for items in lists for item in items]
    assert sorted(everything) == [(s, n) for s in range(senders) for n in range(each)]
    for items in lists:
        for sender in range(senders):
            numbers = [number for who, number in items if who == sender]
            assert all(a < b for a, b in pairwise(numbers)), "out of order"


def test_who_was_woken_and_interrupted_passes_the_call_on() -> None:
    class InterruptedOnce(ManualClock):
        """A clock under which the first to be woken is hit by Ctrl-C."""

        hits = 0

        def wait(self, condition: threading.Condition, deadline: float | None) -> None:
            condition.wait()
            self.hits += 1
            if self.hits == 1:
                raise KeyboardInterrupt

    clock = InterruptedOnce()
    channel: Channel[str] = Channel(clock=clock)
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(channel.receive) for _ in range(2)]
        wait_until(lambda: channel._receivers == 2)
        channel.send("item")
        wait_until(lambda: all(future.done() for future in futures))
    results = [future.exception() or future.result() for future in futures]
    assert sorted(map(repr, results)) == ["'item'", "KeyboardInterrupt()"]


@pytest.mark.parametrize("capacity", [-1, 1.5, "1", True])
def test_a_bad_capacity_is_refused(capacity: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"capacity must be .*not"):
        Channel(capacity)


@pytest.mark.parametrize("timeout", [-1, float("nan"), float("inf"), "1"])
def test_a_bad_timeout_is_refused(timeout: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"timeout must be .*not"):
        Channel().receive(timeout)


def test_its_state_can_be_printed() -> None:
    channel: Channel[int] = Channel(2)
    channel.send(1)
    assert repr(channel) == "<Channel open, 1 inside, capacity 2>"
    channel.close()
    assert repr(channel) == "<Channel closed, 1 inside, capacity 2>"
    assert repr(Channel()) == "<Channel open, 0 inside, unbounded>"
