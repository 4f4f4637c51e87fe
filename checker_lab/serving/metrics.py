"""The figures of a checker for Prometheus. It needs the extra `prometheus`."""

from collections.abc import Iterator
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from checker_lab.core.base import BaseChecker
from checker_lab.core.health import Status
from checker_lab.core.snapshot import ItemSnapshot, Snapshot

__all__ = ["CheckerCollector"]


class CheckerCollector(Collector):
    """Takes the figures from a snapshot whenever Prometheus asks.

        prometheus_client.REGISTRY.register(CheckerCollector(checker))

    Args:
        checker: of threads, of tasks or of a cluster.
    """

    def __init__(self, checker: BaseChecker[Any, Any]) -> None:
        self._checker = checker

    def describe(self) -> list[Metric]:
        """Return nothing: to register a collector takes no snapshot."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of one snapshot."""
        snapshot = self._checker.snapshot()
        yield _gauge("running", "1 while a run goes on", snapshot.running)
        yield _gauge("checks_in_flight", "Checks in flight", snapshot.in_flight)
        yield _gauge("checks_abandoned", "Abandoned checks that run", len(snapshot.abandoned))
        yield _counter("passes", "Passes that have started", snapshot.pass_number)
        yield _counter(
            "missed_passes", "Passes dropped since the owner was late", snapshot.missed_passes
        )
        yield from _of_items(snapshot)


def _of_items(snapshot: Snapshot) -> Iterator[Metric]:
    up = GaugeMetricFamily(_name("item_up"), "1 unless the item fails", labels=["item"])
    last = GaugeMetricFamily(
        _name("check_duration_seconds"), "Duration of the last check", labels=["item"]
    )
    in_a_row = GaugeMetricFamily(
        _name("failures_in_a_row"), "Failures since the last pass", labels=["item"]
    )
    checks = CounterMetricFamily(_name("checks"), "Checks that have ended", labels=["item"])
    failures = CounterMetricFamily(_name("failures"), "Checks that have failed", labels=["item"])
    for item_id, item in snapshot.items.items():
        labels = [_label(item_id)]
        checks.add_metric(labels, item.checks)
        failures.add_metric(labels, item.failures)
        in_a_row.add_metric(labels, item.failures_in_a_row)
        if item.last is not None:
            up.add_metric(labels, _is_up(item))
            last.add_metric(labels, item.last.duration)
    yield from (up, last, in_a_row, checks, failures)


def _is_up(item: ItemSnapshot) -> bool:
    return item.status is not Status.FAIL


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(_name(name), what, value=value)


def _counter(name: str, what: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(_name(name), what, value=value)


def _name(name: str) -> str:
    return f"checker_lab_{name}"


def _label(item_id: str) -> str:
    # A lone surrogate cannot be encoded.
    return item_id.encode("utf-8", "backslashreplace").decode()
