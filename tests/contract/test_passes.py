"""When passes begin, and what they leave out."""

from checker_lab import Outcome, PassesMissed, PassStarted, SkipReason
from checker_lab.core.errors import CheckSkippedError
from checker_lab.testing import HANG, EventLog, wait_until
from tests.contract.shells import Shell, eventually


def pass_starts(log: EventLog) -> list[tuple[int, float]]:
    """The timetable as it was kept: pass number and moment."""
    return [(event.pass_number, event.at) for event in log.events if isinstance(event, PassStarted)]


def outcomes(log: EventLog, item_id: str) -> list[Outcome]:
    return [result.outcome for result in log.results if result.item_id == item_id]


def test_the_first_pass_starts_immediately_and_the_others_on_a_fixed_grid(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], interval=5.0, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    for _ in range(3):
        shell.tick(checker, 5.0)
    eventually(lambda: pass_starts(log), [(1, 0.0), (2, 5.0), (3, 10.0), (4, 15.0)])


def test_a_late_owner_keeps_to_the_grid(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], interval=5.0, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.clock.advance(4.0)
    shell.tick(checker, 3.0)
    shell.tick(checker, 3.0)
    eventually(lambda: [number for number, _ in pass_starts(log)], [1, 2, 3])
    assert checker.snapshot().missed_passes == 0


def test_ticks_that_were_slept_through_are_dropped_and_counted(shell: Shell) -> None:
    log = EventLog()
    jumped = 0

    def sleep_through(event: object) -> None:
        nonlocal jumped
        log(event)  # type: ignore[arg-type]
        if isinstance(event, PassStarted) and not jumped:
            jumped = 1
            shell.clock.advance(17.0)  # while the owner is at this event: a suspended laptop

    checker = shell.make([shell.item("a")], interval=5.0, on_event=sleep_through)
    shell.run(checker)
    wait_until(lambda: len(pass_starts(log)) == 2)
    assert checker.snapshot().missed_passes == 2
    assert [event.missed for event in log.events if isinstance(event, PassesMissed)] == [2]
    shell.wait_idle(checker, 2)
    shell.tick(checker, 3.0)
    eventually(lambda: pass_starts(log), [(1, 0.0), (2, 17.0), (3, 20.0)])


def test_checks_of_one_pass_run_at_the_same_time(shell: Shell) -> None:
    items = [shell.item(str(number), HANG) for number in range(8)]
    checker = shell.make(items)
    shell.run(checker)
    wait_until(lambda: all(item.started == 1 for item in items))
    shell.wait_in_flight(checker, 8)
    for item in items:
        shell.release(item)
    shell.wait_idle(checker, 1)


def test_no_more_than_max_concurrent_and_the_rest_wait_for_their_turn(
    shell: Shell,
) -> None:
    items = [shell.item(str(number), HANG) for number in range(5)]
    checker = shell.make(items, max_concurrent=2, in_one_shard=True)
    shell.run(checker)
    for rank in range(5):
        for item in items[: rank + 2]:
            shell.wait_started(item)
        assert sum(item.started - item.ended for item in items) == min(2, 5 - rank)
        shell.release(items[rank])
        shell.wait_ended(items[rank])
    shell.wait_idle(checker, 1)


def test_a_hung_item_holds_up_no_other_and_is_not_started_again(shell: Shell) -> None:
    log = EventLog()
    hung, other = shell.item("hung", HANG), shell.item("other")
    checker = shell.make([hung, other], on_event=log)
    shell.run(checker)
    wait_until(lambda: hung.started and outcomes(log, "other"))
    for number in (2, 3, 4):
        shell.tick(checker, 5.0)
        shell.wait_ended(other, number)
        wait_until(lambda: len(outcomes(log, "other")) == other.ended)
    eventually(lambda: outcomes(log, "hung"), [Outcome.SKIPPED] * 3)
    assert (hung.started, hung.most_at_once) == (1, 1)
    seen = checker.snapshot().items["hung"]
    assert (seen.checks, seen.skipped) == (0, 3)
    assert isinstance(seen.last and seen.last.error, CheckSkippedError)
    shell.release(hung)
    wait_until(lambda: outcomes(log, "hung")[-1] is Outcome.PASS)
    shell.tick(checker, 5.0)
    wait_until(lambda: hung.started == 2)


def test_an_item_that_waits_for_its_turn_is_skipped_with_that_reason(shell: Shell) -> None:
    log = EventLog()
    first, second = shell.item("first", HANG), shell.item("second")
    checker = shell.make([first, second], max_concurrent=1, in_one_shard=True, on_event=log)
    shell.run(checker)
    wait_until(lambda: first.started)
    shell.tick(checker, 5.0)
    wait_until(lambda: len(log.results) == 2)
    reasons = {result.item_id: result.error for result in log.results}
    assert {item_id: error.reason for item_id, error in reasons.items()} == {  # type: ignore[union-attr]
        "first": SkipReason.STILL_RUNNING,
        "second": SkipReason.STILL_WAITING,
    }
    assert second.started == 0
    shell.release(first)
    shell.wait_results(log, 4)
    shell.wait_idle(checker, 2)
    assert second.started == 1


def test_check_makes_one_pass_without_a_run(shell: Shell) -> None:
    items = [shell.item("b"), shell.item("a", False), shell.item("c", "warn")]
    checker = shell.make(items, on_event=EventLog())
    results = shell.check(checker)
    assert [(result.item_id, result.outcome) for result in results] == [
        ("b", Outcome.PASS),
        ("a", Outcome.FAIL),
        ("c", Outcome.WARN),
    ]
    assert {result.pass_number for result in results} == {1}
    assert not checker.snapshot().running
    assert shell.at_work() == 0


def test_check_makes_one_more_pass_of_a_run(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    assert [result.pass_number for result in shell.check(checker)] == [2]
    shell.tick(checker, 5.0)
    eventually(lambda: pass_starts(log), [(1, 0.0), (2, 0.0), (3, 5.0)])


def test_check_of_no_items(shell: Shell) -> None:
    assert shell.check(shell.make()) == ()
