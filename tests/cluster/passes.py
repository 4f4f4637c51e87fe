"""Start passes of a cluster's checker by moving its clock, and look at how they end."""

import os
from collections import Counter

from distributed import Client

from checker_lab import CheckResult, Outcome, PassEnded
from checker_lab.cluster import ClusterChecker
from checker_lab.cluster.engine import ClusterEngine
from checker_lab.testing import EventLog, ManualClock, wait_until

__all__ = ["LONG", "ended", "engine_of", "outcomes", "processes", "results_of", "tick"]

LONG = 60.0
"""Real seconds in which a worker process surely starts."""


def ended(log: EventLog, number: int) -> bool:
    """Has this pass ended?"""
    return any(isinstance(e, PassEnded) and e.pass_number == number for e in list(log.events))


def outcomes(log: EventLog, number: int) -> Counter[Outcome]:
    """How the checks of this pass ended."""
    return Counter(result.outcome for result in log.results if result.pass_number == number)


def results_of(log: EventLog, item_id: str) -> list[CheckResult]:
    """All results of this item."""
    return [result for result in log.results if result.item_id == item_id]


def tick(checker: ClusterChecker, clock: ManualClock, log: EventLog) -> int:
    """Start the next pass and wait for its end; return its number."""
    number = checker.snapshot().pass_number + 1
    clock.advance(5.0)
    wait_until(lambda: ended(log, number), LONG)
    return number


def engine_of(checker: ClusterChecker) -> ClusterEngine:
    """Return its engine, to read what no owner is changing at that moment."""
    with checker._lock:
        return checker._engine


def processes(client: Client) -> dict[str, int]:
    """The process of each worker, by address."""
    return dict(client.run(os.getpid))
