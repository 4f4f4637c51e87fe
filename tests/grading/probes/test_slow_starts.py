"""A pass takes time: the thread that starts a check waits a little afterwards."""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker_lab.grading.child.clock import now, pause
from checker_lab.grading.child.code_runner import CodeRunner, ThreadRunner
from checker_lab.grading.probes.slow_starts import CountingTimeline, slow_starts
from checker_lab.schedules.virtual import virtual_time


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CodeRunner:
    # A runner replaces it for good.
    monkeypatch.setattr(threading.Thread, "start", threading.Thread.start)
    return ThreadRunner()


def starts_a_thread() -> None:
    threading.Thread(target=int).start()


def puts_a_message() -> None:
    queue.Queue[int]().put(1)


@pytest.mark.parametrize("start", [starts_a_thread, puts_a_message])
def test_each_start_takes_time(runner: CodeRunner, start: object) -> None:
    with virtual_time() as world:
        moments = []

        def start_two() -> None:
            for _ in range(2):
                start()  # type: ignore[operator]
                moments.append(now())

        owner = threading.Thread(target=start_two)
        begun_at = now()
        with slow_starts(runner, 0.5):
            threading.Thread.start(owner)
            world.wait_until(lambda: len(moments) == 2, 10)
    assert moments[1] - moments[0] == pytest.approx(0.5)
    assert moments[1] - begun_at >= 1.0


def test_the_graders_own_threads_are_quick(
    runner: CodeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with virtual_time():
        # A grading imports everything with the doors to virtual time open.
        monkeypatch.setattr("checker_lab.grading.child.code_runner._start", threading.Thread.start)
        begun_at = now()
        with slow_starts(runner, 0.5):
            runner.call("run()", starts_a_thread, seconds=1.0)
        assert now() - begun_at < 0.5


def test_afterwards_starts_are_quick_again(runner: CodeRunner) -> None:
    before = (threading.Thread.start, ThreadPoolExecutor.submit, queue.Queue.put)
    with pytest.raises(ZeroDivisionError), slow_starts(runner, 0.5):
        raise ZeroDivisionError
    assert before == (threading.Thread.start, ThreadPoolExecutor.submit, queue.Queue.put)


def test_it_calls_when_so_many_checks_have_started() -> None:
    timeline = CountingTimeline()
    seen: list[int] = []
    timeline.call_after(2, lambda: seen.append(len(timeline.checks)))
    for number in (1, 2, 3):
        timeline.start("a", number)
        pause(0)
    assert seen == [2]
