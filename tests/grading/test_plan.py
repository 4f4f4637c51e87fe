"""Each requirement has its probes."""

from importlib import import_module

import pytest

from checker_lab.grading.plan import PROBES, Probe, probes_for
from checker_lab.grading.requirements import REQUIREMENTS


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_each_is_judged_by_a_probe(name: str) -> None:
    assert any(name in probe.names for probe in PROBES)


def test_a_step_runs_only_the_probes_that_it_needs() -> None:
    assert [probe.function for probe in probes_for(("parallel",))] == [
        "parallel:checks_in_parallel"
    ]


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.function)
def test_each_probe_exists(probe: Probe) -> None:
    module, _, function = probe.path.partition(":")
    assert callable(getattr(import_module(module), function))


def test_what_needs_virtual_time_only_adds_to_other_probes() -> None:
    for probe in (one for one in PROBES if one.needs_virtual_time):
        assert probe.is_optional
        assert all(len(probes_for((name,))) > 1 for name in probe.names)
