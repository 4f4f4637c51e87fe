"""A pass over items that do nothing, in threads: what the checker itself costs."""

from concurrent.futures import ThreadPoolExecutor, wait

from benchmarks.harness import Row, Rows, Size, alternate, timed
from benchmarks.items import Idle
from checker_lab import ThreadedChecker

ROW = Row(
    "a pass of {:,} checks that do nothing, threads, 32 concurrently",
    "bare `ThreadPoolExecutor(32).submit` and `wait`",
    0.7,
)


def rows(size: Size) -> Rows:
    items = [Idle(number) for number in range(size.of(10_000))]
    checker = ThreadedChecker(items, timeout=5)

    def bare() -> None:
        with ThreadPoolExecutor(32) as pool:
            wait([pool.submit(item.health) for item in items])

    row = ROW._replace(figure=ROW.figure.format(len(items)))
    yield row.measured(alternate(timed(checker.check), timed(bare), size.rounds))
