"""snapshot(): what a checker says about itself and its items."""

import pickle

from checker_lab import Outcome, Snapshot
from checker_lab.core.mail import Pace
from checker_lab.core.registry import RECENT
from checker_lab.testing import HANG, EventLog
from tests.contract.shells import Shell, eventually
from tests.contract.watching import eventually_started, started_at


def test_a_snapshot_has_the_last_outcomes_newest_last_with_skips(shell: Shell) -> None:
    item = shell.item("a", True, False, "warn", ValueError("boom"), HANG)
    log = EventLog()
    checker = shell.make([item], on_event=log)
    assert checker.snapshot().items["a"].recent == ()
    shell.run(checker)
    for number in range(1, 5):
        shell.wait_results(log, number)
        shell.tick(checker, 5.0)
    shell.wait_started(item, 5)
    shell.tick(checker, 5.0)
    shell.wait_results(log, 5)
    wanted = (Outcome.PASS, Outcome.FAIL, Outcome.WARN, Outcome.PANIC, Outcome.SKIPPED)
    assert checker.snapshot().items["a"].recent == wanted
    shell.release(item)
    shell.wait_results(log, 6)
    assert checker.snapshot().items["a"].recent == (*wanted, Outcome.PASS)


def test_a_snapshot_has_at_most_thirty_outcomes(shell: Shell) -> None:
    assert RECENT == 30
    item = shell.item("a", *[False] * 5, *[True] * 27, False)
    checker = shell.make([item], on_event=EventLog())
    for _ in range(33):
        shell.check(checker)
    seen = checker.snapshot().items["a"]
    assert seen.recent == (*[Outcome.FAIL] * 2, *[Outcome.PASS] * 27, Outcome.FAIL)
    assert seen.checks == 33


def test_a_snapshot_says_when_the_check_in_flight_started(shell: Shell) -> None:
    log = EventLog()
    item = shell.item("a", HANG)
    checker = shell.make([item, shell.item("b")], timeout=3.0, on_event=log)
    assert started_at(checker) is None
    shell.clock.advance(7.0)
    shell.run(checker)
    eventually_started(checker, "a", 7.0)
    eventually_started(checker, "b", None)
    shell.wait_due(10.0)
    shell.clock.advance(3.0)
    shell.wait_abandoned(checker, "a")
    seen = checker.snapshot()
    assert (seen.at, seen.items["a"].started_at, seen.items["a"].abandoned) == (10.0, 7.0, True)
    shell.stop(checker)
    assert started_at(checker) == 7.0
    shell.release(item)
    eventually_started(checker, "a", None)
    assert not checker.snapshot().items["a"].abandoned


def test_a_check_in_flight_goes_on_when_its_id_is_removed_and_added_again(shell: Shell) -> None:
    log = EventLog()
    item, again = shell.item("a", HANG), shell.item("a")
    checker = shell.make([item], on_event=log)
    shell.run(checker)
    eventually_started(checker, "a", 0.0)
    shell.wait_started(item)  # else the worker could find it removed, and skip it
    checker.remove("a")
    assert "a" not in checker.snapshot().items
    shell.clock.advance(1.0)
    checker.add(again)
    assert started_at(checker) == 0.0
    assert checker.snapshot().items["a"].recent == ()
    shell.release(item)
    eventually_started(checker, "a", None)
    shell.tick(checker, 4.0)
    shell.wait_ended(again)
    eventually(lambda: checker.snapshot().items["a"].recent, (Outcome.PASS,))


def test_a_waiting_check_has_not_started(shell: Shell) -> None:
    first, second = shell.item("first", HANG), shell.item("second")
    checker = shell.make([first, second], max_concurrent=1, in_one_shard=True, on_event=EventLog())
    shell.run(checker)
    eventually_started(checker, "first", 0.0)
    assert started_at(checker, "second") is None
    shell.release(first)


def test_the_snapshot_of_a_running_checker_can_be_pickled(shell: Shell) -> None:
    item = shell.item("a", HANG)
    checker = shell.make(
        [item, shell.item("b", False)], timeout=3.0, language="en", on_event=EventLog()
    )
    shell.run(checker)
    eventually_started(checker, "a", 0.0)
    eventually(lambda: len(checker.snapshot().items["b"].recent), 1)
    seen = checker.snapshot()
    copy = pickle.loads(pickle.dumps(seen))
    assert isinstance(copy, Snapshot)
    assert (copy.language, copy.timeout, copy.interval, copy.at) == ("en", 3.0, 5.0, 0.0)
    assert copy.items["a"] == seen.items["a"]
    assert copy.items["b"].recent == (Outcome.FAIL,)
    shell.release(item)


def test_a_checker_shows_as_html_at_the_end_of_a_cell(shell: Shell) -> None:
    checker = shell.make([shell.item("<b>a</b>", "fail")], on_event=EventLog())
    shell.check(checker)
    assert checker._repr_html_() == checker.snapshot()._repr_html_()
    assert "&lt;b&gt;a&lt;/b&gt;" in checker._repr_html_()
    assert "not running, 1 items, pass 1" in repr(checker)


def test_repr_leaves_the_mailbox_alone(local_shell: Shell) -> None:
    # It reads private fields; the checkers of a cluster have another mailbox.
    checker = local_shell.make([local_shell.item("a")], on_event=EventLog())
    checker._mailbox.send(Pace(2.0, None))
    assert repr(checker).endswith("Checker not running, 1 items, pass 0>")
    assert len(checker._mailbox) == 1
    checker.snapshot()
    assert len(checker._mailbox) == 0


def test_running_agrees_with_the_snapshot(shell: Shell) -> None:
    checker = shell.make([shell.item("a")], on_event=EventLog())
    assert not checker.running
    shell.run(checker)
    assert checker.running
    assert checker.snapshot().running
    shell.stop(checker)
    assert not checker.running
    shell.check(checker)
    assert not checker.running
    assert not checker.snapshot().running
