"""The same checks in Go, for comparison."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness import Row, Rows, Size, alternate, spread_of, timed
from benchmarks.items import Idle, IdleAsync
from checker_lab import AsyncChecker, ThreadedChecker

ROW = Row(
    "{:,} checks that do nothing, {}", "the same in Go (goroutine, `time.After`, `recover`)", None
)
SOURCE = Path(__file__).with_name("noop.go")


def rows(size: Size) -> Rows:
    count = size.of(10_000)
    with asyncio.Runner() as runner:
        ours = {"threads": threads(count), "asyncio": tasks(runner, count)}
        if shutil.which("go") is None:
            yield from (row_of(name, count)._replace(note="Go is not installed") for name in ours)
            return
        with go_program() as ask:
            for name, check in ours.items():
                spread = alternate(timed(check), lambda: ask(count), size.rounds)
                took = spread_of([ask(count) for _ in range(size.rounds)]).got
                yield row_of(name, count).measured(spread, f"Go takes {1000 * took:.1f} ms")


def row_of(name: str, count: int) -> Row:
    return ROW._replace(figure=ROW.figure.format(count, name))


def threads(count: int) -> Callable[[], object]:
    return ThreadedChecker([Idle(number) for number in range(count)], timeout=5).check


def tasks(runner: asyncio.Runner, count: int) -> Callable[[], object]:
    items = [IdleAsync(number) for number in range(count)]
    checker = AsyncChecker(items, timeout=5, max_concurrent=count)
    return lambda: runner.run(checker.check())


@contextmanager
def go_program() -> Iterator[Callable[[int], float]]:
    """Start a program that runs so many checks and returns the seconds they took."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "noop")
        environment = os.environ | {"GOCACHE": f"{folder}/cache", "GO111MODULE": "off"}
        command = ["go", "build", "-o", str(program), str(SOURCE)]
        subprocess.run(command, env=environment, check=True)
        with subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdin is not None
            assert running.stdout is not None
            to, back = running.stdin, running.stdout

            def ask(count: int) -> float:
                print(count, file=to, flush=True)
                return float(back.readline())

            yield ask
            to.close()
