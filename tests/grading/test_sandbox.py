"""run_jobs() runs processes, and none is left whatever happens."""

import asyncio
import os
import signal
import threading
import time

import pytest

from checker_lab.grading import Report, grade
from checker_lab.grading.job import Job
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.sandbox import run_jobs
from checker_lab.grading.transfer import pack
from tests.grading import sample_checkers
from tests.grading.children import children

pytestmark = pytest.mark.timeout(120)


def job(code: object = sample_checkers.Right, seconds: float = 1.0) -> Job:
    """Return a job that only loads the code."""
    return Job(pack(code), "", (), 1.0, seconds)


def test_more_jobs_may_follow_a_result() -> None:
    results: list[ProcessResult] = []

    def on_result(result: ProcessResult) -> list[Job]:
        results.append(result)
        return [job(sample_checkers.Loses)] if len(results) == 1 else []

    assert run_jobs([job()], on_result, processes=2, seconds=30) == []
    assert [one.loaded.name for one in results if one.loaded] == ["Right", "Loses"]


def test_none_ends_all_others_immediately() -> None:
    results: list[ProcessResult] = []
    assert run_jobs([job()] * 4, results.append, processes=2, seconds=30) == []
    assert len(results) == 1
    assert children() == set()


def test_jobs_for_which_no_time_is_left_are_returned() -> None:
    jobs = [job(), job(sample_checkers.Loses)]
    assert run_jobs(jobs, lambda result: [], processes=1, seconds=0.0) == jobs
    assert children() == set()


def test_nothing_is_left_behind() -> None:
    # The server, which the first grading starts, stays.
    grade(sample_checkers.Right, only="returns")
    threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    grade(sample_checkers.Right, only=("parallel", "stops"))
    grade(sample_checkers.Raises)
    assert children() == set()
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) == files  # noqa: PTH208


def test_control_c_ends_the_processes_too() -> None:
    def interrupt() -> None:
        end = time.monotonic() + 30
        while not children() and time.monotonic() < end:
            pass
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        grade(sample_checkers.Right)
    assert children() == set()


def test_it_works_beside_a_running_event_loop() -> None:
    async def cell() -> Report:
        return grade(sample_checkers.Right, only="returns")

    assert asyncio.run(cell()).ok
