"""The two clocks."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import hypothesis.strategies as st
import pytest
from hypothesis import given

from checker_lab import SYSTEM_CLOCK
from checker_lab.core.timetable import Timetable
from checker_lab.testing import ManualClock, wait_until


@given(st.lists(st.floats(0, 100)), st.lists(st.floats(0, 50)))
def test_alarms_ring_in_the_order_of_their_moments(
    moments: list[float], steps: list[float]
) -> None:
    clock = ManualClock()
    rung: list[tuple[float, float]] = []
    for when in moments:
        clock.call_at(when, lambda when=when: rung.append((when, clock.now())))  # type: ignore[misc]
    late = len(rung)
    for step in steps:
        clock.advance(step)
    assert [when for when, _ in rung[late:]] == sorted(when for when, _ in rung[late:])
    assert all(abs(when - at) < 1e-8 for when, at in rung)
    assert len(rung) + len(clock.alarms) == len(moments)
    assert clock.now() == pytest.approx(sum(steps))


def test_a_cancelled_alarm_does_not_ring_and_is_not_kept() -> None:
    clock = ManualClock()
    rung: list[str] = []
    clock.call_at(1.0, lambda: rung.append("cancelled")).cancel()
    clock.call_at(1.0, lambda: rung.append("kept"))
    assert clock.alarms == (1.0,)
    clock.advance(1.0)
    assert rung == ["kept"]


def test_tenths_of_seconds_add_up() -> None:
    clock = ManualClock()
    rung: list[float] = []
    clock.call_at(1.0, lambda: rung.append(clock.now()))
    for _ in range(10):
        clock.advance(0.1)
    assert len(rung) == 1


def test_threads_and_tasks_sleep_on_it() -> None:
    clock = ManualClock()

    async def sleep() -> float:
        await clock.sleep_async(2.0)
        return clock.now()

    with ThreadPoolExecutor(2) as pool:
        in_thread = pool.submit(clock.sleep, 1.0)
        in_task = pool.submit(lambda: asyncio.run(sleep()))
        wait_until(lambda: clock.alarms == (1.0, 2.0))
        clock.advance(1.0)
        in_thread.result()
        assert not in_task.done()
        clock.advance(1.0)
        assert in_task.result() == 2.0
    assert repr(clock) == "<ManualClock at 2 s, 0 alarms>"


def test_it_does_not_go_back() -> None:
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=r"seconds must be .*not"):
            ManualClock().advance(wrong)


def test_the_system_clock_waits_for_centuries_if_it_must() -> None:
    condition, woken = threading.Condition(), threading.Event()

    def wait() -> None:
        with condition:
            SYSTEM_CLOCK.wait(condition, SYSTEM_CLOCK.now() + 1e15)
        woken.set()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()

    def wake() -> bool:
        with condition:
            condition.notify_all()
        return woken.is_set()

    wait_until(wake)
    thread.join()


@given(
    st.floats(0, 1e6),
    st.floats(1e-3, 1e4),
    st.lists(st.floats(0, 5), min_size=1, max_size=20),
)
def test_every_tick_is_taken_or_missed_once(
    start: float, interval: float, steps: list[float]
) -> None:
    timetable, now, taken, missed = Timetable(start, interval), start, 0, 0
    for step in steps:
        now += step * interval
        found = timetable.tick(now)
        if found is not None:
            taken += 1
            missed += found
        assert timetable.tick(now) is None, "a burst"
        assert timetable.next_tick > now
        assert taken + missed == pytest.approx((now - start) / interval + 1, abs=1.001)


@pytest.mark.parametrize("interval", [1e-300, 1e-12, 1e300])
def test_odd_intervals_do_not_hang_the_timetable(interval: float) -> None:
    timetable = Timetable(1000.0, interval)
    assert timetable.tick(1000.0) == 0
    timetable.tick(1001.0)
    assert timetable.tick(1001.0) is None
