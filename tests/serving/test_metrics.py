"""The collector, in a registry of Prometheus' own client."""

from prometheus_client import CollectorRegistry, generate_latest

from checker_lab import ThreadedChecker
from checker_lab.serving.metrics import CheckerCollector
from checker_lab.testing import Scripted


def test_an_item_without_a_result_has_no_state_yet() -> None:
    registry = CollectorRegistry()
    registry.register(CheckerCollector(ThreadedChecker([Scripted("new")])))
    assert registry.get_sample_value("checker_lab_checks_total", {"item": "new"}) == 0
    assert registry.get_sample_value("checker_lab_item_up", {"item": "new"}) is None


def test_an_odd_id_is_escaped() -> None:
    registry = CollectorRegistry()
    registry.register(CheckerCollector(ThreadedChecker([Scripted('a"\n\\\ud800')])))
    assert b'item="a\\"\\n\\\\\\\\ud800"' in generate_latest(registry)


def test_to_register_it_takes_no_snapshot() -> None:
    checker = ThreadedChecker()
    CollectorRegistry(auto_describe=True).register(CheckerCollector(checker))
    assert checker.snapshot().pass_number == 0
