"""Runs jobs in processes, a few at a time, within a total time limit.

It knows nothing about probes or requirements: the caller decides after each result what to run
next.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event
from time import perf_counter

from checker_lab.grading.job import Job
from checker_lab.grading.process import ProcessResult, Start, run_job
from checker_lab.grading.starting import start

__all__ = ["run_jobs"]


def run_jobs(
    jobs: Iterable[Job],
    on_result: Callable[[ProcessResult], Iterable[Job] | None],
    *,
    processes: int,
    seconds: float,
    start: Start = start,
) -> list[Job]:
    """Run all jobs and return those for which no time was left.

    No process is left when this returns or raises, also after a KeyboardInterrupt.

    Args:
        jobs: what to run, in this order.
        on_result: called in this thread with each result; returns more jobs, or None to kill all
            other processes immediately.
        processes: how many run concurrently.
        seconds: the time limit for all jobs together.
        start: starts each process.
    """
    deadline = perf_counter() + seconds
    cancelled = Event()
    # Each thread of the pool starts one process and kills it, so an interrupt, which hits only
    # this thread, cannot leave a process that no thread will kill.
    pool = ThreadPoolExecutor(processes, thread_name_prefix="checker_lab grading")
    try:
        running = {pool.submit(run_job, job, cancelled, start): job for job in jobs}
        while running:
            done, _ = wait(running, max(0.0, deadline - perf_counter()), FIRST_COMPLETED)
            if not done:
                break
            for future in done:
                del running[future]
                more = on_result(future.result())
                if more is None:
                    return []
                running |= {pool.submit(run_job, job, cancelled, start): job for job in more}
        return list(running.values())
    finally:
        cancelled.set()
        pool.shutdown(cancel_futures=True)
