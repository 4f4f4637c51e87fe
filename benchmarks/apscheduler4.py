"""APScheduler 4: a schedule for each item, all due at the same moment, in asyncio.

It is a pre-release that cannot be installed together with version 3. So the whole measurement, that
of checker_lab included, runs in a virtual environment in a temporary folder.
"""

import asyncio
import gc
import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from benchmarks.due_passes import BOUND, due_tasks
from benchmarks.harness import Row, Rows, Size, alternate

VERSION = "4.0.0a6"
ROW = Row("a due pass of {:,} checks that do nothing, asyncio", f"APScheduler {VERSION}", 1.0)
ROOT = Path(__file__).parents[1]


def rows(size: Size) -> Rows:
    count = size.of(1_000)
    row = ROW._replace(figure=ROW.figure.format(count))
    try:
        from apscheduler import AsyncScheduler  # noqa: F401 (only version 4 has it)
    except ImportError:
        yield from elsewhere(row, size)
        return
    with asyncio.Runner() as runner:
        spread = alternate(
            lambda: runner.run(due_tasks(count)),
            lambda: runner.run(due_schedules(count)),
            size.rounds,
        )
        yield row.measured(spread)


def elsewhere(row: Row, size: Size) -> Rows:
    """Measure in an environment where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = f"{folder}/bin/python"
        try:
            run(python, "-m", "pip", "install", "--quiet", f"apscheduler=={VERSION}")
        except subprocess.CalledProcessError:
            yield row._replace(note="it could not be installed")
            return
        quick = ["--quick"] if size.quick else []
        output = run(python, "-m", "benchmarks", "apscheduler4", "--as-json", *quick)
        for line in output.splitlines():
            yield Row(**json.loads(line))


def run(*command: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=sys.stderr, text=True
    ).stdout


async def due_schedules(count: int) -> float:
    """Return the seconds until all jobs have run, without the time to add their schedules."""
    from apscheduler import AsyncScheduler, JobReleased
    from apscheduler.triggers.interval import IntervalTrigger

    ran, left = asyncio.Event(), count

    def released(event: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            ran.set()

    async with AsyncScheduler() as scheduler:
        scheduler.subscribe(released, {JobReleased})
        await scheduler.configure_task("check", func=health)
        for number in range(count):
            await scheduler.add_schedule("check", IntervalTrigger(hours=1), id=str(number))
        gc.collect()
        started_at = time.perf_counter()
        await scheduler.start_in_background()
        await asyncio.wait_for(ran.wait(), BOUND)
        took = time.perf_counter() - started_at
        await scheduler.stop()
    return took


async def health() -> bool:
    """Do nothing: APScheduler needs a function that it can import by name."""
    return True
