"""For all tests: what they need to measure time, and the account of the faults at the end."""

import gc
from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import HealthCheck, settings

from checker_lab.core import language
from tests.faults.tally import TALLY, Told

# Hypothesis measures no time: on a busy machine a slow example is no failure.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture
def russian(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after `set_language("ru")`."""
    monkeypatch.setattr(language, "_chosen", "ru")


def pytest_collection_finish() -> None:
    """Hide them all from the garbage collector: it would halt a test for a quarter of a second."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tallies = dict(_tallies(terminalreporter))
    if not tallies:
        return
    tried = sum(tried for tried, _, _ in tallies.values())
    lost = sum(lost for _, lost, _ in tallies.values())
    terminalreporter.section("faults")
    terminalreporter.line(f"{len(tallies)} tests: {tried} tried, {lost} lost")
    for name, (_, _, notes) in tallies.items():
        for note in notes:
            terminalreporter.line(f"{name.split('::')[-1]}: {note}")


def _tallies(terminalreporter: pytest.TerminalReporter) -> Iterator[tuple[str, Told]]:
    """Each test that had a tally: its name, and what it told."""
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if getattr(report, "when", None) == "teardown":
            yield from (
                (report.nodeid, told) for name, told in report.user_properties if name == TALLY
            )
