"""How fast schedules are played: `python -m benchmarks.schedules`.

Two naive adds, all 20 schedules of them over and over, against the same two adds in two real
threads and in a plain loop; and a running ThreadedChecker with two adds and a stop. Each figure is
the median of several rounds, the floors measured in between.
"""

import gc
import statistics
import threading
import time
from collections.abc import Callable

from checker_lab import NaiveChecker, ThreadedChecker
from checker_lab.schedules import explore
from checker_lab.testing import EventLog, Scripted

ROUNDS = 7
SCHEDULES = 2_000
OWNER_SCHEDULES = 10_000

A, B = Scripted("a"), Scripted("b")


def add_a(checker: NaiveChecker | ThreadedChecker) -> None:
    checker.add(A)


def add_b(checker: NaiveChecker | ThreadedChecker) -> None:
    checker.add(B)


def stop(checker: ThreadedChecker) -> None:
    checker.stop()


def always(checker: object) -> bool:
    return True


def scheduled_adds() -> None:
    explore(NaiveChecker, {"A": add_a, "B": add_b}, always, seed=1, max_schedules=SCHEDULES)


def threaded_adds() -> None:
    for _ in range(SCHEDULES):
        checker = NaiveChecker()
        threads = [threading.Thread(target=add, args=(checker,)) for add in (add_a, add_b)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def plain_adds() -> None:
    for _ in range(SCHEDULES):
        checker = NaiveChecker()
        add_a(checker)
        add_b(checker)


def started() -> ThreadedChecker:
    checker = ThreadedChecker(on_event=EventLog(), max_concurrent=1)
    checker.run()
    return checker


def seconds(function: Callable[[], object]) -> float:
    """Return the real seconds that a call takes."""
    gc.collect()
    started_at = time.perf_counter()
    function()
    return time.perf_counter() - started_at


def main() -> None:
    """Print the figures."""
    functions = (scheduled_adds, threaded_adds, plain_adds)
    rounds = [[seconds(function) for function in functions] for _ in range(ROUNDS)]
    scheduled, threaded, plain = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"two naive adds:     {SCHEDULES / scheduled:10,.0f} schedules a second (1,000 wanted)")
    print(
        f"  in real threads:  {scheduled / threaded:10.1f} times the time of the same, unscheduled"
    )
    print(f"  without threads:  {scheduled / plain:10.1f} times the time of the two adds alone")

    threads = {"A": add_a, "B": add_b, "S": stop}
    started_at = time.perf_counter()
    found = explore(started, threads, always, preemptions=1, max_schedules=OWNER_SCHEDULES)
    took = time.perf_counter() - started_at
    print(
        f"a running checker:  {found.explored / took:10,.0f} schedules a second, "
        f"{found.explored:,} of two adds and a stop in {took:.1f} s (60 s wanted)"
    )


if __name__ == "__main__":
    main()
