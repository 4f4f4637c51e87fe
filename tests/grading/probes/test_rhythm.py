"""Checks that come when they are due are in order, and each fault is named for what it is."""

from itertools import accumulate, repeat
from threading import current_thread

import pytest

from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.probes.rhythm import Fault, Rhythm, earliest

INTERVAL = 5.0
RUN_AT = 100.0


def checks(*spans: float | tuple[float, float | None]) -> list[ObservedCheck]:
    """Return checks by when they started after run(), and ended if that was not immediately."""
    found = []
    for number, span in enumerate(spans, 1):
        started, ended = span if isinstance(span, tuple) else (span, span)
        check = ObservedCheck("a", number, RUN_AT + started, current_thread())
        check.ended_at = None if ended is None else RUN_AT + ended
        found.append(check)
    return found


def fault_of(*spans: float | tuple[float, float | None], until: float = 0.0) -> Fault | None:
    observed = checks(*spans)
    end = RUN_AT + until if until else observed[-1].started_at + 1
    return Rhythm(RUN_AT, INTERVAL, end).fault(observed, "a")


EXACT = [5.0 * number for number in range(10)]
IN_ORDER: dict[str, list[float | tuple[float, float | None]]] = {
    "exact": [*EXACT],
    "polled": [at + 0.05 * (number % 7) for number, at in enumerate(EXACT)],
    "polled from the first pass on": [at + 0.5 - at / 100 for at in EXACT],
    "busy": [(at, at + 4.9) for at in EXACT],
    "one that takes long": [0.0, (5.0, 17.0), 20.0, 25.0],
    "one that ends at a tick": [0.0, (5.0, 15.0), 15.0, 20.0],
    "one that ends at a tick and leaves it out": [0.0, (5.0, 15.0), 20.0, 25.0],
    "one that hangs": [0.0, 5.0, (10.0, None)],
    "a first pass that came late": [5.0, 10.0, 15.0, 20.0],
}


@pytest.mark.parametrize("name", IN_ORDER)
def test_no_fault_is_found(name: str) -> None:
    spans = IN_ORDER[name]
    observed = checks(*spans)
    rhythm = Rhythm(RUN_AT, INTERVAL, observed[-1].started_at + 1).from_first(observed)
    assert rhythm.fault(observed, "a") is None


def test_a_drift_has_a_period() -> None:
    fault = fault_of(*accumulate(repeat(5.05, 30), initial=0.0))
    assert fault is not None
    assert fault.kind == "period"
    assert str(fault.saw) == "a check of 'a' started every 5.050 s, with an interval of 5 s"


def test_an_item_that_is_left_out_every_second_time_is_not_late() -> None:
    fault = fault_of(*(10.0 * number for number in range(5)))
    assert fault is not None
    assert fault.kind == "skips"
    assert str(fault.saw).endswith("in one pass of 2")


def test_early_is_wrong_even_if_it_is_right_on_average() -> None:
    fault = fault_of(0.0, 4.5, 10.0, 14.5, 20.0)
    assert fault is not None
    assert fault.kind == "off"
    assert str(fault.saw) == (
        "a check of 'a' started 0.50 s too early: pass 2 was due 5.00 s after run()"
    )


def test_late_is_wrong() -> None:
    fault = fault_of(0.0, 5.0, 11.0, 15.0, 20.0)
    assert fault is not None
    assert "started 1.00 s too late: pass 3 was due 10.00 s after run()" in str(fault.saw)


def test_a_pass_that_was_left_out_is_named() -> None:
    fault = fault_of(0.0, 5.0, 15.0, 20.0)
    assert fault is not None
    assert (fault.kind, fault.at) == ("missing", RUN_AT + 10.0)
    assert "not checked in pass 3, 10.00 s after run(), but only 15.00 s" in str(fault.saw)


def test_the_first_pass_counts() -> None:
    fault = fault_of(5.0, 10.0, 15.0)
    assert fault is not None
    assert fault.kind == "missing"


def test_checks_that_end_are_noticed() -> None:
    fault = fault_of(0.0, 5.0, until=60.0)
    assert fault is not None
    assert fault.kind == "ended"
    assert str(fault.saw) == (
        "'a' was checked 2 times, last 5.00 s after run(), and not again in the 55 s after that"
    )


def test_no_check_at_all_is_noticed() -> None:
    fault = Rhythm(RUN_AT, INTERVAL, RUN_AT + 12).fault([], "a")
    assert fault is not None
    assert (fault.kind, str(fault.saw)) == ("never", "'a' was not checked in 12.0 s")
    assert Rhythm(RUN_AT, INTERVAL, RUN_AT + 1).fault([], "a") is None


@pytest.mark.parametrize(
    ("spans", "kind"),
    [
        ([0.0, (5.0, 17.0), 17.0, 20.0], "made up"),
        ([0.0, (5.0, 17.0), 20.0, 20.0, 25.0], "extra"),
        ([0.0, 5.0, 5.5, 10.0], "extra"),
    ],
)
def test_one_check_too_many_is_enough(
    spans: list[float | tuple[float, float | None]], kind: str
) -> None:
    fault = fault_of(*spans)
    assert fault is not None
    assert fault.kind == kind


def test_the_earliest_of_faults() -> None:
    late, early = fault_of(0.0, 5.0, 15.0), fault_of(0.0, 10.0, 15.0)
    assert earliest([late, None, early]) is early
    assert earliest([None]) is None


def test_a_small_drift_has_a_period_too() -> None:
    fault = fault_of(*accumulate(repeat(5.01, 80), initial=0.0))
    assert fault is not None
    assert fault.kind == "period"
    early = fault_of(*accumulate(repeat(4.99, 50), initial=0.0))
    assert early is not None
    assert early.kind == "period"


def test_two_at_the_same_time_are_another_mistake() -> None:
    assert fault_of(0.0, (5.0, 17.0), 10.0, 15.0, 20.0) is None
