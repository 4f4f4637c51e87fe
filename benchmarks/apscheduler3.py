"""APScheduler 3: a job for each item, all due at the same moment, in 32 threads."""

import gc
import time
from datetime import UTC, datetime

from benchmarks.due_passes import Countdown, due_threads
from benchmarks.harness import Row, Rows, Size, alternate
from benchmarks.items import Idle

ROW = Row("a due pass of {:,} checks that do nothing, threads", "APScheduler 3, interval jobs", 1.0)


def rows(size: Size) -> Rows:
    count = size.of(3_000)
    row = ROW._replace(figure=ROW.figure.format(count))
    try:
        import apscheduler.schedulers.background  # noqa: F401 (only version 3 has it)
    except ImportError:
        yield row._replace(note="APScheduler 3 is not installed")
        return
    yield row.measured(alternate(lambda: due_threads(count), lambda: due_jobs(count), size.rounds))


def due_jobs(count: int) -> float:
    """Return the seconds until all jobs have run, without the time to add them."""
    from apscheduler.events import EVENT_JOB_EXECUTED
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    executed = Countdown(count)
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(32)}, timezone=UTC)
    scheduler.add_listener(executed, EVENT_JOB_EXECUTED)
    scheduler.start(paused=True)
    now = datetime.now(UTC)
    for number in range(count):
        check = Idle(number).health
        scheduler.add_job(check, "interval", hours=1, next_run_time=now, misfire_grace_time=None)
    gc.collect()
    started_at = time.perf_counter()
    scheduler.resume()
    executed.wait()
    took = time.perf_counter() - started_at
    scheduler.shutdown()
    return took
