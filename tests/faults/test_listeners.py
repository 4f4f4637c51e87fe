"""Listeners that raise, block, and call back in."""

import itertools
import threading
from typing import Any

import pytest

from checker_lab import (
    AlreadyRunningError,
    Event,
    Outcome,
    OwnerWaitsForItselfError,
    PassStarted,
    Stopped,
    ThreadedChecker,
)
from checker_lab.testing import EventLog, ManualClock, Scripted, wait_until
from tests.contract.shells import Shell
from tests.faults.tally import Tally
from tests.faults.test_items import PASSES, SPITEFUL, raisable


class Raises:
    """A listener that raises each error in turn, and hears all the same."""

    def __init__(self, errors: list[BaseException]) -> None:
        self.errors = errors
        self.heard = 0

    def __call__(self, event: Event) -> None:
        self.heard += 1
        raise self.errors[self.heard % len(self.errors)].with_traceback(None)


def test_listeners_that_raise_everything(
    shell: Shell, tally: Tally, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = raisable() + [kind() for kind in SPITEFUL.values()]
    bad, log = Raises(errors), EventLog()
    items = [shell.item(str(number)) for number in range(50)]
    checker = shell.make(items, on_event=bad)
    forget = checker.listen(log)
    for number in range(PASSES):
        results = shell.check(checker)
        tally.each(results, lambda result: result.outcome is Outcome.PASS)
        tally.same(len(results), len(items), f"results of pass {number}")
    shell.run(checker)
    shell.wait_idle(checker, PASSES + 1)
    shell.stop(checker)
    tally.same(len(log.results), len(items) * (PASSES + 1), "results that others heard")
    tally.same(bad.heard, len(log.events), "events that it heard itself")
    tally.same(len(capsys.readouterr().err.splitlines()), PASSES + 1, "reports: one a run")
    forget()


@pytest.mark.parametrize("by", SPITEFUL)
def test_a_listener_whose_error_fights_back(
    shell: Shell, tally: Tally, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checker = shell.make([shell.item("a")], on_event=Raises([SPITEFUL[by]()]))
    (result,) = shell.check(checker)
    tally.same(result.outcome, Outcome.PASS, "a")
    said = capsys.readouterr().err
    tally.expect(said.startswith("on_event вызвал ошибку"), said)


def test_a_listener_that_blocks_in_every_kind_of_event(tally: Tally) -> None:
    """In threads; in asyncio it would block the event loop, and the caller with it."""
    for kind in ("PassStarted", "CheckEnded", "PassEnded", "Stopped"):
        inside, gate = threading.Event(), threading.Event()
        log = EventLog()

        def block(
            event: Event,
            kind: str = kind,
            inside: threading.Event = inside,
            gate: threading.Event = gate,
        ) -> None:
            if type(event).__name__ == kind and not inside.is_set():
                inside.set()
                gate.wait(60.0)

        checker = ThreadedChecker([Scripted("a")], on_event=block, clock=ManualClock())
        checker.listen(log)
        checker.run()
        if kind == "Stopped":
            tally.expect(not checker.stop(timeout=0.05).ended, "a report in time")
        assert inside.wait(10.0)
        # While the owner is held up, no other thread is, and no message is lost.
        for number in range(20):
            checker.add(Scripted(f"{kind} {number}"))
        for number in range(10):
            checker.remove(f"{kind} {number}")
        tally.same(len(checker.snapshot().items), 11, f"items during {kind}")
        tally.expect(not checker.stop(timeout=0.05).ended, f"a report in time during {kind}")
        with pytest.raises(AlreadyRunningError):
            checker.run()
        gate.set()
        tally.expect(checker.stop().ended, f"the stop after {kind}")
        tally.expect(isinstance(log.events[-1], Stopped), f"the last event after {kind}")
        tally.same(sum(isinstance(event, Stopped) for event in log.events), 1, "stops")
        tally.same(len(checker.check()), 11, f"results after {kind}")


def test_a_listener_that_calls_back_in(shell: Shell, tally: Tally) -> None:
    calls: list[str] = []
    log = EventLog()

    def call_back(event: Event) -> None:
        number = len(calls)
        if type(event) is PassStarted:  # between passes each would be an event more, without end
            checker.add(shell.item(f"added {number}"))
            checker.remove(f"added {number}")
        checker.snapshot()
        checker.interval = 5.0 + number % 2
        checker.timeout = None if number % 2 else 60.0
        checker.listen(lambda event: None)()
        str(checker), repr(checker), checker._repr_html_()
        asked = checker.check
        with pytest.raises(OwnerWaitsForItselfError):
            asked() if shell.name == "threads" else asked().send(None)
        if isinstance(event, PassStarted):
            with pytest.raises(AlreadyRunningError):
                checker.run()
        calls.append(type(event).__name__)

    checker = shell.make([shell.item("a"), shell.item("bad", False)], on_event=call_back)
    checker.listen(log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.stop(checker)
    tally.same(len(calls), len(log.events), "events in which it called back to the end")
    tally.expect({"PassStarted", "CheckEnded", "PassEnded", "Stopped"} <= set(calls), repr(calls))
    tally.same(str(checker).split(), ["a", "bad"], "ids")


def test_a_listener_that_stops_and_runs_again(shell: Shell, tally: Tally) -> None:
    """Each run is stopped from inside, at its first result; the next one is not harmed."""
    reports: list[Any] = []
    item = shell.item("a")
    checker = shell.make([item], on_event=EventLog())
    stop = shell.stop_from_listener(checker, reports.append)
    checker.listen(lambda event: stop(event) if type(event) is PassStarted else None)
    for number in range(1, 30):
        shell.run(checker)
        wait_until(lambda: not checker.snapshot().running)
        tally.same(len(reports), number, "stops")
    tally.expect(not any(report.ended for report in reports), "a report claims too much")


def test_a_listener_that_makes_its_own_events_keeps_no_other_out(
    shell: Shell, tally: Tally
) -> None:
    """Each event adds and removes an item, which makes the next: that never ends by itself."""
    heard: list[Event] = []
    numbers = itertools.count()

    def feed(event: Event) -> None:
        item_id = f"added {next(numbers)}"
        checker.add(shell.item(item_id))
        checker.remove(item_id)
        heard.append(event)

    checker = shell.make([shell.item("a")], on_event=feed)
    shell.run(checker)
    for _ in range(10):
        heard.clear()
        wait_until(lambda: len(heard) > 100)
        tally.expect(checker.snapshot().running, "a snapshot")
    tally.expect(shell.stop(checker).ended, "the stop")


def test_listeners_that_come_and_go_in_a_storm_of_events(shell: Shell, tally: Tally) -> None:
    log = EventLog()
    heard: list[int] = []
    running = threading.Event()

    def come_and_go() -> None:
        while not running.is_set():
            mine = EventLog()
            forget = checker.listen(mine)
            forget()
            heard.append(len(mine.events))

    threads = [threading.Thread(target=come_and_go) for _ in range(4)]
    items = [shell.item(str(number)) for number in range(200)]
    checker = shell.make(items, on_event=log)
    for thread in threads:
        thread.start()
    for _ in range(5):
        tally.same(len(shell.check(checker)), len(items), "results")
    running.set()
    for thread in threads:
        thread.join()
    tally.same(len(log.results), 5 * len(items), "results that on_event heard")
    tally.same(len(checker._listeners._all), 1, "listeners that stayed")
    tally.expect(heard, "no event came")


def test_no_stdout_to_print_to(shell: Shell, tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default listener, whose stdout has been closed, with a stderr that raises too."""

    class Closed:
        def write(self, text: str) -> int:
            raise ValueError("I/O operation on closed file")

        flush = write

    monkeypatch.setattr("sys.stdout", Closed())
    monkeypatch.setattr("sys.stderr", Closed())
    checker = shell.make([shell.item("bad", False)])
    shell.run(checker)
    shell.wait_idle(checker, 1)
    tally.expect(shell.stop(checker).ended, "the stop")
    tally.same(shell.check(checker)[0].outcome, Outcome.FAIL, "the check")
