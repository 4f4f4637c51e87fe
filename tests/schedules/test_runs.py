"""Tests of what runs of threads and of tasks have in common."""

import pytest

from checker_lab.schedules import Schedule, ScheduleError
from checker_lab.schedules.patching import scheduled_world
from checker_lab.schedules.program import Program
from checker_lab.schedules.replay import Replay
from checker_lab.schedules.runs import Runs
from checker_lab.schedules.search import SearchPolicy
from checker_lab.schedules.tasks.runs import TaskRuns
from checker_lab.schedules.threads.runs import ThreadRuns
from checker_lab.schedules.world import Limits
from tests.schedules.programs import (
    ADDS,
    ASYNC_ADDS,
    AsyncNaive,
    Naive,
    nothing_lost,
    nothing_lost_async,
)


def thread_runs() -> Runs:
    return ThreadRuns(Program(Naive, ADDS, nothing_lost), Limits())


def task_runs() -> Runs:
    return TaskRuns(Program(AsyncNaive, ASYNC_ADDS, nothing_lost_async), Limits())


both_kinds = pytest.mark.parametrize("runs", [thread_runs(), task_runs()], ids=["threads", "tasks"])


@both_kinds
def test_a_run_is_played_for_the_search_and_recorded_for_the_caller(runs: Runs) -> None:
    with scheduled_world(runs.program.namespaces):
        before = runs.progress
        played = runs.play(SearchPolicy())
        assert runs.progress > before
        replay = Replay(played.schedule, finish=False, strict=True)
        run = runs.record(replay, None)
        runs.close()
    assert (run.schedule, run.outcome) == (played.schedule, played.outcome)
    assert [step.thread for step in run.steps] == list(played.schedule)


@both_kinds
def test_after_stop_no_schedule_is_played(runs: Runs) -> None:
    runs.stop()
    with pytest.raises(ScheduleError, match="stopped"):
        runs.play(Replay(Schedule(), finish=True, strict=True))
