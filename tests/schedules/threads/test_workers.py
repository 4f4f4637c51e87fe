"""Tests of the OS threads behind scheduled threads."""

import threading
from collections.abc import Iterator
from types import FrameType

import pytest

from checker_lab.schedules import play
from checker_lab.schedules.threads.workers import Workers, wake
from checker_lab.schedules.tracing import StepLines
from checker_lab.schedules.world import ScheduledThread
from tests.schedules.test_world import Still

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


def test_thread_local_values_stay_apart() -> None:
    def count(shared: threading.local) -> None:
        shared.count = getattr(shared, "count", 0) + 1
        assert shared.count == 1

    assert play(threading.local, {"A": count, "B": count}).outcome == "holds"


class InTurn:
    """Lets each thread run through, and keeps what it was called with."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left: list[tuple[str, BaseException | None]] = []
        self.has_left = threading.Event()

    def at_line(self, me: ScheduledThread, frame: FrameType, is_branch: bool) -> None:
        self.lines.append(me.name)

    def before_end(self, me: ScheduledThread) -> None:
        assert not me.ended

    def leave(self, thread: ScheduledThread, error: BaseException | None) -> None:
        thread.ended = True
        self.left.append((thread.name, error))
        self.has_left.set()


@pytest.fixture
def workers() -> Iterator[Workers]:
    lines = StepLines(frozenset({__name__}), frozenset())
    workers = Workers(lines)
    yield workers
    workers.close()


def run(workers: Workers, turns: InTurn, thread: ScheduledThread) -> None:
    turns.has_left.clear()
    workers.assign(thread, turns)
    wake(thread.baton)
    assert turns.has_left.wait(10)


def test_threads_may_start_in_any_order_of_their_indexes(workers: Workers) -> None:
    turns, world = InTurn(), Still()
    names: list[str] = []
    for index in (2, 0, 1):
        function = lambda: names.append(threading.current_thread().name)  # noqa: E731
        run(workers, turns, ScheduledThread(world, index, f"thread-{index}", function))
    assert names == ["thread-2", "thread-0", "thread-1"]
    assert turns.left == [(name, None) for name in names]
    assert set(turns.lines) == set(names)


def test_an_os_thread_is_used_again_in_the_next_run(workers: Workers) -> None:
    turns, idents = InTurn(), []
    for _ in range(3):
        thread = ScheduledThread(Still(), 0, "A", lambda: idents.append(threading.get_ident()))
        run(workers, turns, thread)
    assert len(set(idents)) == 1


def test_an_error_is_handed_over_and_system_exit_is_not(workers: Workers) -> None:
    def fail() -> None:
        raise ValueError("boom")

    def leave() -> None:
        raise SystemExit

    turns = InTurn()
    for function in (fail, leave):
        run(workers, turns, ScheduledThread(Still(), 0, function.__name__, function))
    assert [(name, type(error)) for name, error in turns.left] == [
        ("fail", ValueError),
        ("leave", type(None)),
    ]


def test_discarded_os_threads_are_not_used_again(workers: Workers) -> None:
    turns, idents = InTurn(), []
    for _ in range(2):
        thread = ScheduledThread(Still(), 0, "A", lambda: idents.append(threading.get_ident()))
        run(workers, turns, thread)
        workers.discard()
    assert len(idents) == 2
    assert not workers._workers


def test_a_baton_may_be_released_twice() -> None:
    baton = threading.Lock()
    baton.acquire()
    wake(baton)
    wake(baton)
    assert not baton.locked()
