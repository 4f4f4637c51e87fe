"""Tests of what one run knows, whatever moves in it."""

import threading
from collections.abc import Sequence

import pytest

from checker_lab.schedules import ScheduleError
from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.world import (
    MOST_MOVERS,
    ON_THREAD,
    Limits,
    ScheduledThread,
    SleepWait,
    Wait,
    World,
    current,
)


class Still(World):
    """A run in which nothing moves."""

    def __init__(self) -> None:
        super().__init__(Limits())
        self.threads: list[ScheduledThread] = []

    @property
    def movers(self) -> Sequence[ScheduledThread]:
        return self.threads

    def block(self, me: ScheduledThread, wait: Wait) -> None:
        raise NotImplementedError

    def sleep(self, me: ScheduledThread, seconds: float) -> None:
        raise NotImplementedError

    def spawn(self, handle: threading.Thread) -> ScheduledThread:
        raise NotImplementedError


def thread_of(world: World) -> ScheduledThread:
    return ScheduledThread(world, 0, "A", lambda: None)


def test_a_deadline_is_virtual_and_none_for_a_negative_timeout() -> None:
    world = Still()
    world.now = 10.0
    assert (world.deadline(2.5), world.deadline(0), world.deadline(-1)) == (12.5, 10.0, None)


def test_numbers_count_from_one_in_each_run() -> None:
    world = Still()
    assert [world.next_number() for _ in range(3)] == [1, 2, 3]
    assert Still().next_number() == 1


def test_a_run_that_is_over_raises_in_what_still_moves() -> None:
    world = Still()
    world.check_not_over()
    world.over = True
    with pytest.raises(ScheduleOver):
        world.check_not_over()


def test_a_run_has_a_limited_number_of_threads() -> None:
    world = Still()
    world.threads = [thread_of(world)] * (MOST_MOVERS - 1)
    world.check_room()
    world.threads.append(thread_of(world))
    with pytest.raises(ScheduleError, match="at most 200"):
        world.check_room()


def test_the_current_thread_is_none_outside_of_a_schedule_and_while_the_object_is_read() -> None:
    world = Still()
    thread = thread_of(world)
    seen = [current()]
    ON_THREAD[threading.get_ident()] = thread
    try:
        seen.append(current())
        world.looks_on = True
        seen.append(current())
    finally:
        del ON_THREAD[threading.get_ident()]
    assert seen == [None, thread, None]


def test_a_sleeping_thread_has_a_deadline_and_is_never_ready() -> None:
    thread = thread_of(Still())
    had_deadline = [thread.has_deadline]
    thread.wait = SleepWait(1.0)
    assert [*had_deadline, thread.has_deadline] == [False, True]
    assert not thread.wait.ready()
