"""One thread moves at a time, in a known order, and time passes when none can move."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from checker_lab.schedules.errors import WaitsForeverError
from checker_lab.schedules.virtual import Order, virtual_time
from checker_lab.schedules.virtual.world import MOST_THREADS

DAY = 86_400
INTERVAL = 5


def order_of(names: str, order: Order) -> str:
    """Let threads with these names be ready at the same moments, twice."""
    moved: list[str] = []

    def move(name: str) -> None:
        moved.append(name)
        time.sleep(1)
        moved.append(name)

    with virtual_time(order):
        threads = [threading.Thread(target=move, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return "".join(moved)


def test_first_come_first_served() -> None:
    assert order_of("abc", "in turn") == "abcabc"


def test_reversed_order() -> None:
    assert order_of("abc", "reversed") == "cbaabc"


def test_the_observer_moves_last() -> None:
    seen: list[str] = []

    def wait() -> None:
        time.sleep(1)
        seen.append("thread")

    with virtual_time() as world:
        threading.Thread(target=wait).start()
        time.sleep(1)
        seen.append("observer")
        assert world.now == 1
    assert seen == ["thread", "observer"]


def test_wait_until_ends_as_soon_as_the_condition_holds() -> None:
    passes: list[int] = []

    def work() -> None:
        while True:
            time.sleep(2)
            passes.append(1)

    with virtual_time() as world:
        threading.Thread(target=work).start()
        assert world.wait_until(lambda: len(passes) == 3, 60)
        assert world.now == 6
        assert not world.wait_until(lambda: len(passes) == 9, 3)
        assert world.now == 9


@pytest.mark.parametrize("interval", [5, 3, 0.25])
def test_no_wait_ends_before_its_time(interval: float) -> None:
    with virtual_time():
        time.sleep(0.123)
        began = time.perf_counter()
        for number in range(1, 200):
            time.sleep(interval - (time.perf_counter() - began) % interval)
            late = time.perf_counter() - began - number * interval
            assert 0 <= late < 1e-5


def test_a_condition_that_reads_the_clock_lets_no_time_pass() -> None:
    with virtual_time() as world:
        assert world.wait_until(lambda: [time.monotonic() for _ in range(9_000)], 1)
        assert world.now == 0


def test_a_wait_without_end_is_an_error_of_the_observer() -> None:
    with virtual_time():
        threading.Thread(target=threading.Event().wait).start()
        with pytest.raises(WaitsForeverError):
            threading.Event().wait()
        time.sleep(1)


def test_threads_that_are_left_end_with_the_world() -> None:
    ended: list[str] = []

    def wait() -> None:
        try:
            threading.Event().wait()
        finally:
            ended.append("waiting")

    before = threading.active_count()
    with virtual_time():
        waiting, fresh = threading.Thread(target=wait), threading.Thread(target=ended.append)
        waiting.start()
        time.sleep(1)
        fresh.start()
    assert ended == ["waiting"]
    assert threading.active_count() == before
    assert not waiting.is_alive()
    assert not fresh.is_alive()


def test_an_error_of_a_thread_goes_to_the_excepthook(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: raised.append(args.exc_value))
    error = ValueError("boom")

    def fail() -> None:
        raise error

    with virtual_time():
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert raised == [error]


def test_a_broken_excepthook_ends_no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda args: 1 / 0)
    monkeypatch.setattr("sys.unraisablehook", lambda args: None)
    with virtual_time() as world:
        threading.Thread(target=lambda: 1 / 0).start()
        time.sleep(1)
        assert world.now == 1


def test_more_threads_than_fit_cannot_be_started() -> None:
    with virtual_time() as world:
        stop = threading.Event()
        for _ in range(MOST_THREADS):
            threading.Thread(target=stop.wait).start()
        with pytest.raises(RuntimeError, match="can't start new thread"):
            threading.Thread(target=stop.wait).start()
        assert world.threads_started == MOST_THREADS


# A day


def day_of_threads() -> int:
    checks: list[float] = []
    stop = threading.Event()

    def check() -> None:
        checks.append(time.monotonic())
        time.sleep(0.3)

    def run() -> None:
        next_pass = time.monotonic()
        while not stop.wait(next_pass - time.monotonic()):
            threading.Thread(target=check).start()
            next_pass += INTERVAL

    threading.Thread(target=run).start()
    time.sleep(DAY - 1)
    stop.set()
    assert checks == [INTERVAL * number for number in range(DAY // INTERVAL)]
    return len(checks)


def day_of_tasks() -> int:
    checks: list[float] = []

    async def check() -> None:
        checks.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.3)

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            next_pass = time.monotonic()
            for _ in range(DAY // INTERVAL):
                group.create_task(check())
                next_pass += INTERVAL
                await asyncio.sleep(next_pass - time.monotonic())

    asyncio.run(run())
    assert checks == [INTERVAL * number for number in range(DAY // INTERVAL)]
    return len(checks)


@pytest.mark.parametrize("day", [day_of_threads, day_of_tasks])
def test_a_day_takes_two_seconds_of_the_processor(day: Callable[[], int]) -> None:
    started_at = time.process_time()
    with virtual_time() as world:
        assert day() == 17_280
        assert world.now >= DAY - 1
    assert time.process_time() - started_at < 2.5


def test_a_wait_that_rounding_has_made_too_short_for_the_clock_ends() -> None:
    looks = 0
    with virtual_time():
        time.sleep(DAY + 0.1)
        rest = 1e-17
        before = time.monotonic()
        while time.monotonic() == before:
            looks += 1
            time.sleep(rest)
        assert not threading.Event().wait(rest)
        assert time.monotonic() - before < 1e-5
    assert looks == 1


def test_moves_have_a_limit() -> None:
    with virtual_time() as world:
        world.most_moves = 10
        for _ in range(20):
            time.sleep(1)
    (call,) = world.foreign
    assert call.what == "moves too often"
    assert call.is_sure
