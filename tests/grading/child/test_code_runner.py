"""Code is called elsewhere, and what it leaves running is seen."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from checker_lab.grading.child.clock import wait_until
from checker_lab.grading.child.code_runner import CodeRunner
from checker_lab.grading.kind import Kind

Make = Callable[[Kind], CodeRunner]
each_kind = pytest.mark.parametrize("kind", ["threads", "asyncio"])


@each_kind
def test_a_call_returns_or_raises(kind: Kind, make_runner: Make) -> None:
    runner = make_runner(kind)
    assert runner.call("f()", lambda value: value, 7, seconds=30.0).value == 7
    error = runner.call("f()", lambda: 1 / 0, seconds=30.0).error
    assert isinstance(error, ZeroDivisionError)
    assert runner.running() == []


@each_kind
def test_a_call_that_hangs_does_not_hold_the_caller_up(kind: Kind, make_runner: Make) -> None:
    runner, go_on = make_runner(kind), threading.Event()
    call = runner.call("f()", go_on.wait, seconds=0.01)
    assert not call.has_ended
    go_on.set()
    assert wait_until(lambda: call.has_ended, 30.0)


def test_threads_that_are_left_are_known_with_their_starter(make_runner: Make) -> None:
    runner, go_on = make_runner("threads"), threading.Event()
    made: list[threading.Thread] = []

    def start(target: Callable[[], object]) -> None:
        made.append(threading.Thread(target=target))
        made[-1].start()

    def outer() -> None:
        start(go_on.wait)
        go_on.wait()

    runner.call("f()", start, outer, seconds=30.0)
    assert wait_until(lambda: len(made) == 2, 30.0)
    assert set(runner.running()) == set(made)
    assert runner.starter_of(made[1]) is made[0]
    assert runner.starter_of(made[0]) is None
    go_on.set()
    for thread in made:
        thread.join()
    assert runner.running() == []


def test_tasks_that_are_left_are_known_with_their_starter(make_runner: Make) -> None:
    runner = make_runner("asyncio")
    tasks: list[asyncio.Task[None]] = []

    async def inner() -> None:
        await asyncio.Event().wait()

    async def outer() -> None:
        tasks.append(asyncio.create_task(inner()))
        await asyncio.Event().wait()

    async def start() -> None:
        tasks.append(asyncio.create_task(outer()))

    runner.call("f()", start, seconds=30.0)
    assert wait_until(lambda: len(tasks) == 2, 30.0)
    assert set(runner.running()) == set(tasks)
    assert runner.starter_of(tasks[1]) is tasks[0]
    assert runner.starter_of(tasks[0]) is None

    async def cancel() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    runner.call("cancel()", cancel, seconds=30.0)
    assert runner.running() == []


def test_an_idle_thread_of_the_loops_executor_is_not_left_over(make_runner: Make) -> None:
    runner, go_on = make_runner("asyncio"), threading.Event()

    async def work() -> None:
        await asyncio.to_thread(go_on.wait)

    call = runner.begin("f()", work)
    assert wait_until(lambda: len(runner.threads()) == 1, 30.0)
    go_on.set()
    assert wait_until(lambda: call.has_ended and not runner.running(), 30.0)


def test_system_exit_in_a_task_does_not_end_the_loop_for_good(make_runner: Make) -> None:
    runner = make_runner("asyncio")

    async def exits() -> None:
        raise SystemExit("gone")

    async def start() -> None:
        task = asyncio.create_task(exits())
        await asyncio.wait([task])

    runner.call("f()", start, seconds=30.0)
    assert [str(error) for error in runner.loop_errors()] == ["gone"]
    assert [str(error) for error in runner.task_errors()] == ["gone"]
    assert runner.call("f()", lambda: 7, seconds=30.0).value == 7
