"""A virtual day: the clock moves from pass to pass by hand, so that it takes seconds."""

from collections.abc import Callable

from benchmarks.soak.subjects import Subject, TaskSubject, ThreadSubject
from checker_lab import Outcome
from checker_lab.testing import ManualClock, wait_until

__all__ = ["INTERVAL", "virtual_day"]

INTERVAL = 300.0
TIMEOUT = 2.0
WITHIN = 60.0
CHANGES = 5
"""Items that come and go before each pass and during it."""


def virtual_day(
    kind: type[ThreadSubject] | type[TaskSubject],
    *,
    items: int,
    hours: float,
    interval: float = INTERVAL,
    seed: int = 1,
    after_pass: Callable[[int], None] = lambda number: None,
) -> Subject:
    """Run a checker for so many hours of its clock, and return it with its account.

    `after_pass` is called with the number of each pass that has ended, while time stands still.
    """
    clock = ManualClock()
    subject = kind(items, interval, TIMEOUT, clock, seed)
    subject.run()
    try:
        for number in range(int(hours * 3600 / interval)):
            clock.advance(interval * number - clock.now())
            _play_pass(subject, clock, number + 1)
            after_pass(number + 1)
        subject.let_all_end(WITHIN)
    finally:
        subject.gates.open()
        subject.stop()
        subject.close()
    _compare(subject)
    return subject


def _play_pass(subject: Subject, clock: ManualClock, number: int) -> None:
    """Run a pass that is due. Hung checks time out, and return in every second pass."""
    account = subject.account
    wait_until(lambda: len(account.started_at) == number, WITHIN)
    _change(subject)
    _let_time_out(subject, clock)
    wait_until(lambda: account.passes == number, WITHIN)
    _change(subject)
    _let_time_out(subject, clock)
    if number % 2 == 0:
        subject.let_all_end(WITHIN)
    subject.settle(keep=2 * CHANGES)


def _let_time_out(subject: Subject, clock: ManualClock) -> None:
    """Wait until only hung checks are in flight, and let them time out."""
    outcomes = subject.account.outcomes
    hung = 0

    def only_hung() -> bool:
        nonlocal hung
        seen = subject.checker.snapshot()
        hung = seen.in_flight
        return not seen.waiting and hung + len(seen.abandoned) <= len(subject.gates)

    wait_until(only_hung, WITHIN)
    wanted = outcomes[Outcome.TIMEOUT] + hung
    clock.advance(TIMEOUT)
    wait_until(lambda: outcomes[Outcome.TIMEOUT] >= wanted, WITHIN)


def _change(subject: Subject) -> None:
    for _ in range(CHANGES):
        subject.churn()


def _compare(subject: Subject) -> None:
    subject.compare()
    account = subject.account
    if account.started_at != [subject.interval * n for n in range(len(account.started_at))]:
        account.wrong.append("passes did not begin on time")
