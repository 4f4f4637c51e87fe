"""Runs jobs in processes, a few at a time, within a total time limit.

It knows nothing about probes or requirements: the caller decides after each result what to run
next.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from threading import Event, Thread
from time import perf_counter

from checker_lab.grading.job import Job
from checker_lab.grading.process import ProcessResult, Start, run_job
from checker_lab.grading.starting import start

__all__ = ["run_jobs"]

OnResult = Callable[[ProcessResult], Iterable[Job] | None]

# Seconds that an interrupt waits for all processes to be killed.
TO_KILL = 8.0


def run_jobs(
    jobs: Iterable[Job],
    on_result: OnResult,
    *,
    processes: int,
    seconds: float,
    start: Start = start,
) -> list[Job]:
    """Run all jobs and return those for which no time was left.

    No process is left when this returns or raises, also after a KeyboardInterrupt.

    Args:
        jobs: what to run, in this order.
        on_result: called in another thread with one result at a time; returns more jobs, or None
            to kill all other processes immediately.
        processes: how many run concurrently.
        seconds: the time limit for all jobs together.
        start: starts each process.
    """
    cancelled = Event()
    left: Future[list[Job]] = Future()

    def run_all() -> None:
        try:
            left.set_result(_run_all(jobs, on_result, processes, seconds, cancelled, start))
        except BaseException as error:
            left.set_exception(error)

    # A Ctrl-C hits the main thread wherever it is, even inside a pool that is starting a thread.
    # So another thread has the pool, and this one only waits.
    # The results are taken there, in the context of the caller.
    context = copy_context()
    thread = Thread(target=lambda: context.run(run_all), name="checker_lab grading", daemon=True)
    try:
        thread.start()
        wait([left])
        thread.join()
        return left.result()
    finally:
        cancelled.set()
        wait([left], TO_KILL)


def _run_all(
    jobs: Iterable[Job],
    on_result: OnResult,
    processes: int,
    seconds: float,
    cancelled: Event,
    start: Start,
) -> list[Job]:
    deadline = perf_counter() + seconds
    with ThreadPoolExecutor(processes) as pool:
        try:
            running = {pool.submit(run_job, job, cancelled, start): job for job in jobs}
            while running:
                done, _ = wait(running, max(0.0, deadline - perf_counter()), FIRST_COMPLETED)
                if not done or cancelled.is_set():
                    break
                for future in done:
                    del running[future]
                    more = on_result(future.result())
                    if more is None:
                        return []
                    running |= {pool.submit(run_job, job, cancelled, start): job for job in more}
            return list(running.values())
        finally:
            # Each thread of the pool kills its own process, and the pool waits for them.
            cancelled.set()
            pool.shutdown(wait=False, cancel_futures=True)
