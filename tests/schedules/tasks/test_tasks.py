"""The same for asyncio: tasks switch at `await`, and the schedule says who runs next."""

import asyncio
import concurrent.futures
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from checker_lab.schedules import (
    CannotMoveError,
    ScheduleError,
    StuckError,
    WaitsForeverError,
    explore,
    play,
)
from checker_lab.testing import wait_until
from tests.schedules.programs import (
    ASYNC_ADDS,
    AsyncLocked,
    AsyncNaive,
    async_add_b,
    nothing_lost_async,
)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = psutil.Process().num_threads()
    yield
    wait_until(lambda: psutil.Process().num_threads() <= before)


async def idle(shared: Any) -> None:
    """Does nothing: the task that does not come to the rescue."""


def test_the_lost_update_is_found() -> None:
    found = explore(AsyncNaive, ASYNC_ADDS, nothing_lost_async, preemptions=None)
    # Two tasks of two steps each: 4! / (2! 2!) = 6 orders.
    assert (found.explored, found.losing, found.exhausted) == (6, 4, True)
    assert str(found.shortest) == "A B B A"


def test_without_a_preemption_it_is_the_order_of_asyncio() -> None:
    shared = AsyncNaive()

    async def both() -> None:
        await asyncio.gather(async_add_a_to(shared), async_add_b(shared))

    asyncio.run(both())
    run = play(AsyncNaive, ASYNC_ADDS)
    assert str(run.schedule) == "A B A B"
    assert isinstance(run.shared, AsyncNaive)
    assert run.shared.items == shared.items == ["b"]
    found = explore(AsyncNaive, ASYNC_ADDS, nothing_lost_async, preemptions=0)
    assert (found.explored, found.losing) == (1, 1)


def async_add_a_to(shared: AsyncNaive) -> Awaitable[None]:
    return shared.add("a")


def test_the_fix_is_proven() -> None:
    found = explore(AsyncLocked, ASYNC_ADDS, nothing_lost_async, preemptions=None)
    assert found.holds
    assert found.explored > 1


def test_every_step_is_told() -> None:
    run = play(AsyncNaive, ASYNC_ADDS, "A B B A", nothing_lost_async)
    assert run.outcome == "broken"
    first, last = run.steps[0], run.steps[-1]
    assert first.source.splitlines() == [
        'await shared.add("a")',
        "items = self.items",
        "await asyncio.sleep(0)",
    ]
    assert (last.source, last.function) == ("self.items = items + [item]", "add")
    assert last.changed == ("items: ['b'] → ['a']",)
    assert last.note == "ended"
    assert str(run) == str(play(AsyncNaive, ASYNC_ADDS, run.schedule, nothing_lost_async))


def test_by_hand() -> None:
    run = play(AsyncNaive, ASYNC_ADDS, "A", finish=False)
    a, b = run.threads["A"], run.threads["B"]
    assert (a.state, a.source, a.locals["items"]) == ("ready", "await asyncio.sleep(0)", "[]")
    assert (b.state, b.source) == ("new", 'await shared.add("b")')
    assert run.movable == ("A", "B")
    with pytest.raises(CannotMoveError, match="step 3: A cannot move: it has ended"):
        play(AsyncNaive, ASYNC_ADDS, "A A A")


def test_setup_and_the_invariant_may_be_async() -> None:
    async def setup() -> AsyncNaive:
        shared = AsyncNaive()
        await asyncio.sleep(1)
        return shared

    async def kept(shared: AsyncNaive) -> bool:
        await asyncio.sleep(1)
        return len(shared.items) == 2

    found = explore(setup, ASYNC_ADDS, kept, preemptions=None)
    assert (found.explored, found.losing) == (6, 4)


async def wait_on(condition: asyncio.Condition) -> None:
    async with condition:
        await condition.wait()


async def put_two(items: "asyncio.Queue[int]") -> None:
    await items.put(1)
    await items.put(2)


async def put_and_join(items: "asyncio.Queue[int]") -> None:
    await items.put(1)
    await items.join()


async def await_child(shared: object) -> None:
    await asyncio.create_task(asyncio.Event().wait(), name="child")


async def gather_children(shared: object) -> None:
    never = asyncio.Event()
    children = [asyncio.create_task(never.wait(), name=name) for name in ("one", "two")]
    await asyncio.gather(*children)


async def wait_for_children(shared: object) -> None:
    never = asyncio.Event()
    await asyncio.wait({asyncio.create_task(never.wait(), name="child")})


async def group(shared: object) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(asyncio.Event().wait())


async def await_future(shared: object) -> None:
    await asyncio.get_running_loop().create_future()


CASES: list[tuple[Callable[[], Any], Callable[[Any], Any], str]] = [
    (asyncio.Condition, wait_on, "waits to be notified"),
    (asyncio.Event, lambda event: event.wait(), "waits for the event to be set"),
    (
        lambda: asyncio.Semaphore(0),
        lambda semaphore: semaphore.acquire(),
        "waits for a permit of the semaphore",
    ),
    (
        lambda: asyncio.Barrier(2),
        lambda barrier: barrier.wait(),
        "waits for the others at the barrier",
    ),
    (asyncio.Queue, lambda items: items.get(), "waits for an item in the queue"),
    (lambda: asyncio.Queue(1), put_two, "waits for room in the queue"),
    (asyncio.Queue, put_and_join, "waits until all that was queued is done"),
    (object, await_child, "waits for child to end"),
    (object, gather_children, "waits for one and two to end"),
    (object, wait_for_children, "waits for child to end"),
    (object, group, "waits for the tasks of its group to end"),
    (object, await_future, "waits for a future"),
]


@pytest.mark.parametrize(("setup", "function", "reason"), CASES)
def test_the_reason_in_words(
    setup: Callable[[], Any], function: Callable[[Any], Any], reason: str
) -> None:
    async def wait(shared: Any) -> None:
        await function(shared)

    run = play(setup, {"A": idle, "B": wait})
    assert run.outcome == "deadlock"
    assert (run.threads["B"].state, run.threads["B"].reason) == ("waiting", reason)


def test_a_lock_says_who_holds_it() -> None:
    async def take(lock: asyncio.Lock) -> None:
        async with lock:
            await asyncio.sleep(0)

    run = play(asyncio.Lock, {"A": take, "B": take}, "A B", finish=False)
    assert run.threads["B"].reason == "waits for the lock held by A"
    assert play(asyncio.Lock, {"A": take, "B": take}, "A B").outcome == "holds"


def test_a_deadlock_says_who_waits_for_whom() -> None:
    def setup() -> SimpleNamespace:
        return SimpleNamespace(first=asyncio.Lock(), second=asyncio.Lock())

    async def forwards(shared: SimpleNamespace) -> None:
        async with shared.first:
            await asyncio.sleep(0)
            async with shared.second:
                pass

    async def backwards(shared: SimpleNamespace) -> None:
        async with shared.second:
            await asyncio.sleep(0)
            async with shared.first:
                pass

    found = explore(setup, {"A": forwards, "B": backwards}, lambda shared: True)
    assert found.deadlocks == found.losing > 0
    assert found.run is not None
    assert found.run.deadlock == "A waits for the lock held by B; B waits for the lock held by A"


def test_a_lock_of_threads_stops_all_tasks() -> None:
    async def hold(lock: threading.Lock) -> None:
        with lock:
            await asyncio.sleep(1)

    run = play(threading.Lock, {"A": hold, "B": hold})
    assert run.outcome == "deadlock"
    assert run.reason == (
        "deadlock: B waits for a lock of threads that is held, and blocks all tasks of the loop"
    )
    assert (run.threads["B"].state, run.threads["B"].can_move) == ("waiting", False)
    assert run.steps[-1].note == run.threads["B"].reason == run.reason.partition(": B ")[2]


def test_time_is_virtual_and_a_timeout_comes() -> None:
    async def late(shared: list[str]) -> None:
        try:
            async with asyncio.timeout(2):
                await asyncio.sleep(5)
        except TimeoutError:
            shared.append("late")

    began = time.perf_counter()
    run = play(list, {"A": late})
    assert time.perf_counter() - began < 2
    assert (run.shared, run.seconds) == (["late"], 2.0)
    assert run.steps[0].note == "sleeps until 5 s"


def test_a_task_that_raises_loses() -> None:
    async def fail(shared: object) -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    run = play(object, {"A": fail, "B": idle})
    assert (run.outcome, run.reason) == ("raised", "A raised ValueError: no")
    assert run.steps[-1].note == "raised ValueError: no"


def test_an_exception_that_nobody_asked_for_loses_and_one_that_was_caught_does_not() -> None:
    async def fail() -> None:
        raise ValueError("no")

    async def forget(shared: list[object]) -> None:
        shared.append(asyncio.create_task(fail(), name="child"))
        await asyncio.sleep(0)

    async def catch(shared: list[object]) -> None:
        with pytest.raises(ValueError, match="no"):
            await asyncio.create_task(fail(), name="child")

    assert play(list, {"A": forget}).reason == "child raised ValueError: no"
    assert play(list, {"A": catch}).outcome == "holds"


def test_an_exception_in_a_callback_loses() -> None:
    async def call(shared: object) -> None:
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)

    run = play(object, {"A": call})
    assert run.reason == ("a callback of the loop raised ZeroDivisionError: division by zero")


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_a_task_that_would_end_the_program_loses(error: type[BaseException]) -> None:
    async def leave(shared: object) -> None:
        raise error

    assert play(object, {"A": leave, "B": idle}).reason == f"A raised {error.__name__}"


def test_a_run_ends_when_only_other_tasks_are_left_to_wait() -> None:
    kept: list[object] = []

    async def start(shared: list[int]) -> None:
        async def tick() -> None:
            while True:
                shared.append(1)
                await asyncio.sleep(5)

        kept.append(asyncio.create_task(tick()))

    run = play(list, {"A": start}, "", lambda shared: shared == [1])
    assert (run.outcome, run.seconds) == ("holds", 0.0)
    assert list(run.threads) == ["A", "tick"]


def test_an_endless_loop_ends() -> None:
    async def spin(shared: AsyncNaive) -> None:
        for _ in iter(int, 1):
            await asyncio.sleep(0)

    run = play(AsyncNaive, {"A": spin}, max_steps=300)
    assert run.outcome == "endless"
    assert run.reason.startswith("A does not end")
    found = explore(AsyncNaive, {"A": spin, "B": async_add_b}, lambda shared: True, max_steps=300)
    assert (found.losing, found.exhausted) == (1, False)


def test_a_task_that_never_awaits_is_told() -> None:
    async def spin(shared: object) -> None:
        while True:
            pass

    with pytest.raises(StuckError, match=r"A has not returned for 1 s at test_tasks\.py"):
        play(object, {"A": spin}, stall=1)


def test_a_task_that_starts_a_thread_is_told() -> None:
    async def start(shared: object) -> None:
        threading.Thread(target=print, name="helper").start()

    with pytest.raises(ScheduleError, match="a task has started the thread 'helper'"):
        play(object, {"A": start})


async def to_thread(shared: list[int]) -> None:
    shared.append(await asyncio.to_thread(int, "1"))


async def in_executor(shared: list[int]) -> None:
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        shared.append(await loop.run_in_executor(pool, int, "1"))


async def to_thread_and_go_on(shared: list[int]) -> None:
    with suppress(Exception):
        await to_thread(shared)


@pytest.mark.parametrize("task", [to_thread, in_executor, to_thread_and_go_on])
def test_a_task_that_hands_work_to_a_thread_is_told(task: Callable[[Any], Any]) -> None:
    with pytest.raises(ScheduleError, match=r"a task has started the thread .*without threads"):
        explore(list, {"A": task, "B": task}, lambda shared: shared == [1, 1])


def test_a_setup_that_hands_work_to_a_thread_is_told() -> None:
    async def setup() -> int:
        return await asyncio.to_thread(int, "1")

    with pytest.raises(ScheduleError, match="tasks are played without threads"):
        play(setup, {"A": idle})


def test_a_setup_that_waits_for_ever_is_told() -> None:
    async def setup() -> None:
        await asyncio.Event().wait()

    with pytest.raises(WaitsForeverError, match="setup"):
        play(setup, {"A": idle})


def test_a_task_that_swallows_its_end_is_dropped() -> None:
    async def stubborn(shared: object) -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except BaseException:
                pass

    assert play(object, {"A": stubborn}).outcome == "deadlock"


def test_a_task_that_is_left_in_a_task_group_is_dropped() -> None:
    owners: list[asyncio.Task[None]] = []

    async def wait_in_a_group() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.Event().wait())
            await asyncio.Event().wait()

    async def setup() -> None:
        owners.append(asyncio.get_running_loop().create_task(wait_in_a_group()))

    found = explore(setup, {"A": idle}, lambda shared: True, preemptions=0)
    found.assert_holds()
    assert owners


async def test_it_can_be_called_while_a_loop_runs() -> None:
    loop = asyncio.get_running_loop()
    found = explore(AsyncNaive, ASYNC_ADDS, nothing_lost_async, preemptions=None)
    assert found.losing == 4
    assert asyncio.get_running_loop() is loop


def test_what_tasks_print_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    async def say(shared: object) -> None:
        print("hello")

    assert play(object, {"A": say}).output == "hello\n"
    assert capsys.readouterr().out == ""
