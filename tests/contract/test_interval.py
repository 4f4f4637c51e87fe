"""The interval, set at any time and by any thread."""

import pytest

from checker_lab import PassStarted
from checker_lab.testing import HANG, EventLog, wait_until
from tests.contract.shells import Shell, eventually
from tests.contract.watching import in_thread, missed_passes, pass_starts, set_pace


def test_setting_the_interval_before_a_run(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=log)
    assert checker.interval == 5.0
    in_thread(lambda: set_pace(checker, interval=3))
    assert checker.interval == checker.snapshot().interval == 3.0
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.tick(checker, 3.0)
    shell.tick(checker, 3.0)
    eventually(lambda: pass_starts(log), [0.0, 3.0, 6.0])


def test_an_interval_set_between_passes_counts_from_the_last_one(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.clock.advance(2.0)
    in_thread(lambda: set_pace(checker, interval=3.0))
    shell.wait_due(3.0)
    shell.tick(checker, 1.0)
    shell.tick(checker, 3.0)
    eventually(lambda: pass_starts(log), [0.0, 3.0, 6.0])
    in_thread(lambda: set_pace(checker, interval=10.0))
    shell.wait_due(16.0)
    shell.tick(checker, 10.0)
    eventually(lambda: pass_starts(log), [0.0, 3.0, 6.0, 16.0])
    assert (missed_passes(log), checker.snapshot().missed_passes) == ([], 0)


def test_a_pass_that_the_new_interval_puts_in_the_past_starts_immediately_and_once(
    shell: Shell,
) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], interval=100.0, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.clock.advance(50.0)
    checker.interval = 2.0
    shell.wait_due(52.0)
    shell.tick(checker, 2.0)
    eventually(lambda: pass_starts(log), [0.0, 50.0, 52.0])
    assert (missed_passes(log), checker.snapshot().missed_passes) == ([], 0)


def test_an_interval_set_twice_between_passes_counts_from_the_last_pass(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.clock.advance(1.0)
    for interval, due in ((60.0, 60.0), (7.0, 7.0), (60.0, 60.0), (2.0, 2.0)):
        checker.interval = interval
        shell.wait_due(due)
    shell.tick(checker, 1.0)
    eventually(lambda: pass_starts(log), [0.0, 2.0])


def test_setting_the_same_interval_keeps_the_grid(shell: Shell) -> None:
    log = EventLog()
    jumped: list[bool] = []

    def late(event: object) -> None:
        log(event)  # type: ignore[arg-type]
        if isinstance(event, PassStarted) and not jumped:
            jumped.append(True)
            shell.clock.advance(7.0)  # the owner is late for the second pass

    checker = shell.make([shell.item("a")], on_event=late)
    shell.run(checker)
    eventually(lambda: pass_starts(log), [0.0, 7.0])
    shell.wait_idle(checker, 2)
    in_thread(lambda: set_pace(checker, interval=5, timeout=None))
    shell.tick(checker, 3.0)
    eventually(lambda: pass_starts(log), [0.0, 7.0, 10.0])


def test_setting_the_interval_during_a_pass(shell: Shell) -> None:
    log = EventLog()
    hung, other = shell.item("hung", HANG), shell.item("other")
    checker = shell.make([hung, other], on_event=log)
    shell.run(checker)
    wait_until(lambda: hung.started)
    shell.wait_results(log, 1)
    in_thread(lambda: set_pace(checker, interval=2.0))
    shell.wait_due(2.0)
    shell.tick(checker, 2.0)
    eventually(lambda: pass_starts(log), [0.0, 2.0])
    wait_until(lambda: other.ended == 2)
    shell.release(hung)


def test_setting_the_interval_from_on_event(shell: Shell) -> None:
    log = EventLog()

    def faster(event: object) -> None:
        log(event)  # type: ignore[arg-type]
        if isinstance(event, PassStarted):
            checker.interval = max(5.0 - event.pass_number, 1.0)

    checker = shell.make([shell.item("a")], on_event=faster)
    shell.run(checker)
    for due in (4.0, 7.0, 9.0, 10.0):
        shell.wait_due(due)
        shell.clock.advance(due - shell.clock.now())
    eventually(lambda: pass_starts(log), [0.0, 4.0, 7.0, 9.0, 10.0])


def test_the_next_run_keeps_the_interval(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    checker.interval = 2.0
    shell.stop(checker)
    shell.run(checker)
    shell.wait_idle(checker, 2)
    shell.tick(checker, 2.0)
    eventually(lambda: pass_starts(log), [0.0, 0.0, 2.0])


def test_the_interval_cannot_be_none(shell: Shell) -> None:
    checker = shell.make(on_event=EventLog())
    with pytest.raises(TypeError, match="interval"):
        checker.interval = None
    assert checker.interval == 5.0
