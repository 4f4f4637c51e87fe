"""The long run of `make soak`, shortened: it finds no fault, and it finds each that we plant."""

import threading
from collections.abc import Callable

import pytest

from benchmarks.soak.account import Account
from benchmarks.soak.day import virtual_day
from benchmarks.soak.gauges import LIMITS, Gauges, Sample, Tracer, growth
from benchmarks.soak.real import lateness, long_run
from benchmarks.soak.subjects import TaskSubject, ThreadSubject
from checker_lab import CheckEnded, Event, LateReturn, Outcome, PassesMissed, PassStarted
from checker_lab.testing import wait_until

Kind = type[ThreadSubject] | type[TaskSubject]
KINDS = pytest.mark.parametrize("kind", [ThreadSubject, TaskSubject], ids=["threads", "asyncio"])
PASSES = 12


@KINDS
def test_an_hour_of_flaps_hangs_and_panics_loses_nothing(kind: Kind) -> None:
    before = threading.active_count()
    subject = virtual_day(kind, items=200, hours=1.0, interval=3600 / PASSES)
    account = subject.account
    assert account.wrong == []
    assert account.passes == PASSES
    assert account.outcomes.keys() == set(Outcome)
    assert account.late_returns > 0
    assert subject.added == subject.removed == 10 * PASSES
    wait_until(lambda: threading.active_count() == before)


def test_both_checkers_in_real_time_lose_nothing() -> None:
    gauges = Gauges()
    for subject in long_run(2.5, 100, gauges):
        assert subject.account.wrong == []
        assert subject.account.passes == len(lateness(subject)) > 1
    assert gauges.samples


# Planted faults


class Forgetful(Account):
    """Drops the first event for which `misses` is true."""

    def __init__(self, misses: Callable[[Event], bool]) -> None:
        super().__init__()
        self._misses = misses
        self._has_missed = False

    def __call__(self, event: Event) -> None:
        if not self._has_missed and self._misses(event):
            self._has_missed = True
        else:
            super().__call__(event)


def is_check(event: Event) -> bool:
    return isinstance(event, CheckEnded) and event.result.outcome is Outcome.PASS


def is_skip(event: Event) -> bool:
    return isinstance(event, CheckEnded) and event.result.outcome is Outcome.SKIPPED


@KINDS
@pytest.mark.parametrize("misses", [is_check, is_skip])
def test_a_lost_result_is_found(
    kind: Kind, misses: Callable[[Event], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.soak.subjects.Account", lambda: Forgetful(misses))
    # Otherwise the account would wait in vain for the result of a pass.
    monkeypatch.setattr(Account, "in_flight", property(lambda _: 0))
    assert virtual_day(kind, items=100, hours=0.5).account.wrong


def test_a_pass_that_does_not_end_is_found() -> None:
    account = Account()
    account(PassStarted(1, 0, 0.0))
    account.compare([], {})
    assert account.wrong == ["1 passes that did not end"]


def test_a_missed_pass_is_found() -> None:
    account = Account()
    account(PassesMissed(2))
    account.compare([], {})
    assert account.wrong == ["2 passes missed"]


def test_a_late_return_is_no_result() -> None:
    account = Account()
    account(LateReturn("a", 1, 0.5))
    account.compare([], {})
    assert (account.wrong, account.results, account.late_returns) == ([], 0, 1)


@pytest.mark.parametrize(("leak", "is_flat"), [(0.0, True), (0.05, False)])
def test_a_leak_is_a_slope(leak: float, is_flat: bool) -> None:
    saw = (0, 3, 6, 1, 4, 7, 2, 5)
    samples = [
        Sample(float(n), rss=30.0, blocks=700, threads=int(40 + saw[n % 8] + leak * n), files=9)
        for n in range(240)
    ]
    assert (growth(samples, "threads") <= LIMITS["threads"]) is is_flat
    assert growth(samples, "files") == pytest.approx(0)


@pytest.mark.parametrize(("leak", "is_flat"), [(0, True), (10_000, False)])
def test_memory_that_grows_is_reported_with_its_line(leak: int, is_flat: bool) -> None:
    held: list[bytearray] = []
    tracer = Tracer(passes=10)
    for number in range(1, 11):
        held.append(bytearray(leak))
        tracer(number)
    grown, lines = tracer.end()
    assert (grown < 10) is is_flat
    assert any("test_soak.py" in line for line in lines) or is_flat
