"""What those who watch a checker can do: listen, change its pace, and look at it."""

import math
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checker_lab import (
    CheckTimeoutError,
    LateReturn,
    Outcome,
    PassesMissed,
    PassStarted,
    Snapshot,
    Stopped,
)
from checker_lab.core.mail import Pace
from checker_lab.core.registry import RECENT
from checker_lab.testing import HANG, EventLog, wait_until
from tests.contract.shells import Checker, Shell, eventually


def pass_starts(log: EventLog) -> list[float]:
    """When the passes started."""
    return [event.at for event in list(log.events) if isinstance(event, PassStarted)]


def missed(log: EventLog) -> list[PassesMissed]:
    return [event for event in list(log.events) if isinstance(event, PassesMissed)]


def stopped(log: EventLog) -> int:
    return sum(isinstance(event, Stopped) for event in list(log.events))


def in_thread(act: Callable[[], object]) -> None:
    """Do it in another thread, and see what it raises."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result(20.0)


def set_pace(checker: Checker, **pace: float | None) -> None:
    for name, seconds in pace.items():
        setattr(checker, name, seconds)


def eventually_began(checker: Checker, item_id: str, wanted: float | None) -> None:
    eventually(lambda: started_at(checker, item_id), wanted)


def started_at(checker: Checker, item_id: str = "a") -> float | None:
    seen: float | None = checker.snapshot().items[item_id].started_at
    return seen


# To listen


def test_a_listener_hears_all_that_on_event_hears_right_after_it(shell: Shell) -> None:
    heard: list[tuple[str, Any]] = []
    checker = shell.make(
        [shell.item("a"), shell.item("b", False)],
        on_event=lambda event: heard.append(("on_event", event)),
    )
    checker.listen(lambda event: heard.append(("first", event)))
    checker.listen(lambda event: heard.append(("second", event)))
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.tick(checker, 5.0)
    shell.wait_idle(checker, 2)
    shell.stop(checker)
    assert [who for who, _ in heard] == ["on_event", "first", "second"] * (len(heard) // 3)
    events = [event for _, event in heard]
    assert events[0::3] == events[1::3] == events[2::3]
    assert isinstance(events[-1], Stopped)
    assert len(events) == 3 * (2 * (1 + 2 + 1) + 1)


def test_a_listener_that_was_sent_away_hears_no_more(shell: Shell) -> None:
    log, stays = EventLog(), EventLog()
    checker = shell.make([shell.item("a")], on_event=EventLog())
    undo = checker.listen(log)
    checker.listen(stays)
    shell.check(checker)
    undo()
    shell.check(checker)
    assert len(log.events) == 3
    assert len(stays.events) == 6
    undo()
    shell.check(checker)
    assert (len(log.events), len(stays.events)) == (3, 9)


def test_each_undo_sends_away_one_though_they_are_the_same(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make(on_event=EventLog())
    undo = checker.listen(log)
    checker.listen(log)
    shell.check(checker)
    assert len(log.events) == 4
    undo()
    undo()
    shell.check(checker)
    assert len(log.events) == 6


def test_listening_from_another_thread_while_it_runs(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=EventLog())
    shell.run(checker)
    shell.wait_idle(checker, 1)
    in_thread(lambda: checker.listen(log))
    shell.tick(checker, 5.0)
    eventually(lambda: pass_starts(log), [5.0])


def test_a_listener_may_listen_and_go_while_it_hears(shell: Shell) -> None:
    log = EventLog()
    undone: list[bool] = []

    def curious(event: object) -> None:
        if not undone:
            undone.append(True)
            checker.listen(log)
            undo()

    checker = shell.make([shell.item("a")], on_event=EventLog())
    undo = checker.listen(curious)
    shell.check(checker)
    assert [type(event).__name__ for event in log.events] == ["CheckEnded", "PassEnded"]


def test_a_listener_that_raises_is_reported_once_a_run_and_the_rest_goes_on(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    log = EventLog()

    def fail(event: object) -> None:
        raise ValueError("my listener")

    def exit_(event: object) -> None:
        raise SystemExit(3)

    checker = shell.make([shell.item("a")], on_event=EventLog())
    for listener in (fail, exit_, log):
        checker.listen(listener)
    for number in (1, 2):
        shell.run(checker)
        shell.wait_idle(checker, number)
        shell.stop(checker)
        reported = capsys.readouterr().err.splitlines()
        assert len(reported) == 2
        assert all(line.startswith("слушатель вызвал ошибку") for line in reported)
        assert "ValueError: my listener" in reported[0]
        assert "SystemExit: 3" in reported[1]
    assert [result.outcome for result in log.results] == [Outcome.PASS] * 2
    assert stopped(log) == 2


@pytest.mark.parametrize("wrong", [None, "print", 7])
def test_what_cannot_be_called_is_no_listener(shell: Shell, wrong: Any) -> None:
    async def listener(event: object) -> None: ...

    checker = shell.make(on_event=EventLog())
    with pytest.raises(TypeError, match=f"a listener is a function of one event, not {wrong!r}"):
        checker.listen(wrong)
    with pytest.raises(TypeError, match="a listener is a plain function"):
        checker.listen(listener)


# The interval


def test_the_interval_set_before_a_run(shell: Shell) -> None:
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


def test_the_interval_set_between_passes_counts_from_the_last_one(shell: Shell) -> None:
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
    assert (missed(log), checker.snapshot().missed_passes) == ([], 0)


def test_a_pass_that_is_past_by_the_new_interval_starts_immediately_and_alone(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], interval=100.0, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.clock.advance(50.0)
    checker.interval = 2.0
    shell.wait_due(52.0)
    shell.tick(checker, 2.0)
    eventually(lambda: pass_starts(log), [0.0, 50.0, 52.0])
    assert (missed(log), checker.snapshot().missed_passes) == ([], 0)


def test_the_interval_set_twice_between_passes_counts_from_the_last_pass(shell: Shell) -> None:
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


def test_the_same_interval_keeps_the_grid(shell: Shell) -> None:
    log = EventLog()
    jumped: list[bool] = []

    def late(event: object) -> None:
        log(event)  # type: ignore[arg-type]
        if isinstance(event, PassStarted) and not jumped:
            jumped.append(True)
            shell.clock.advance(7.0)  # the owner comes late to the second pass

    checker = shell.make([shell.item("a")], on_event=late)
    shell.run(checker)
    eventually(lambda: pass_starts(log), [0.0, 7.0])
    shell.wait_idle(checker, 2)
    in_thread(lambda: set_pace(checker, interval=5, timeout=None))
    shell.tick(checker, 3.0)
    eventually(lambda: pass_starts(log), [0.0, 7.0, 10.0])


def test_the_interval_set_during_a_pass(shell: Shell) -> None:
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


def test_the_interval_set_from_on_event(shell: Shell) -> None:
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


def test_the_pace_is_kept_from_run_to_run(shell: Shell) -> None:
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


# The timeout


def hang(shell: Shell, *item_ids: str) -> list[Any]:
    """Items whose checks hang, and swallow their cancellation."""
    return [shell.item(item_id, HANG) for item_id in item_ids]


def timed_out(log: EventLog) -> dict[str, float]:
    """How long the checks took that ended by a timeout."""
    late = {}
    for result in log.results:
        if result.outcome is Outcome.TIMEOUT:
            assert isinstance(result.error, CheckTimeoutError)
            late[result.item_id] = result.duration
    return late


def test_a_timeout_set_before_a_run(shell: Shell) -> None:
    log = EventLog()
    (item,) = hang(shell, "a")
    checker = shell.make([item], on_event=log)
    assert (checker.interval, checker.timeout) == (5.0, None)
    in_thread(lambda: set_pace(checker, timeout=2))
    assert checker.timeout == checker.snapshot().timeout == 2.0
    shell.run(checker)
    shell.wait_due(2.0)
    shell.clock.advance(2.0)
    eventually(lambda: timed_out(log), {"a": 2.0})
    shell.release(item)


def begin_one_by_one(shell: Shell, checker: Checker, items: list[Any]) -> None:
    """Begin their checks, a second between one and the next."""
    for item in items:
        checker.add(item)
        eventually_began(checker, item.id, shell.clock.now())
        shell.wait_settled()
        shell.clock.advance(1.0)


def staggered(shell: Shell, log: EventLog, timeout: float | None) -> Checker:
    """A checker at 3 s, whose checks a, b and c started at 0, 1 and 2 s, and hang."""
    checker = shell.make(interval=100.0, timeout=timeout, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    begin_one_by_one(shell, checker, hang(shell, "a", "b", "c"))
    assert [started_at(checker, item_id) for item_id in "abc"] == [0.0, 1.0, 2.0]
    return checker


@pytest.mark.parametrize("before", [None, 50.0])
def test_a_shorter_timeout_holds_for_checks_in_flight_from_their_start(
    shell: Shell, before: float | None
) -> None:
    log = EventLog()
    checker = staggered(shell, log, before)
    in_thread(lambda: set_pace(checker, timeout=2.5))
    eventually(lambda: timed_out(log), {"a": 3.0})
    shell.wait_due(3.5)
    shell.clock.advance(0.5)
    eventually(lambda: timed_out(log), {"a": 3.0, "b": 2.5})
    shell.wait_due(4.5)
    shell.clock.advance(1.0)
    eventually(lambda: timed_out(log), {"a": 3.0, "b": 2.5, "c": 2.5})
    eventually(lambda: checker.snapshot().abandoned, ("a", "b", "c"))


def test_a_longer_timeout_and_none_let_the_checks_in_flight_go_on(shell: Shell) -> None:
    log = EventLog()
    checker = staggered(shell, log, 10.0)
    shell.wait_due(10.0)
    checker.timeout = 20.0
    shell.wait_due(20.0)
    shell.clock.advance(12.0)
    checker.timeout = None
    shell.wait_due(100.0)
    shell.clock.advance(30.0)
    assert timed_out(log) == {}
    checker.timeout = 60.0
    shell.wait_due(60.0)
    shell.release(shell.items[0])
    eventually(lambda: [result.item_id for result in log.results], ["a"])
    shell.wait_due(61.0)
    shell.clock.advance(16.0)
    eventually(lambda: timed_out(log), {"b": 60.0})


def test_the_deadlines_keep_their_order_with_many_checks(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make(interval=1000.0, on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    ids = [str(number) for number in range(20)]
    begin_one_by_one(shell, checker, hang(shell, *ids[:10]))
    checker.timeout = 50.0
    begin_one_by_one(shell, checker, hang(shell, *ids[10:]))
    checker.timeout = 40.0
    for number, item_id in enumerate(ids):
        shell.wait_due(40.0 + number)
        shell.clock.advance(40.0 + number - shell.clock.now())
        eventually(lambda: list(timed_out(log))[-1:], [item_id])
    assert list(timed_out(log)) == ids
    assert set(timed_out(log).values()) == {40.0}


def test_a_timeout_set_from_on_event(shell: Shell) -> None:
    log = EventLog()

    def hurry(event: object) -> None:
        log(event)  # type: ignore[arg-type]
        if isinstance(event, PassStarted):
            checker.timeout = 1.0

    (item,) = hang(shell, "a")
    checker = shell.make([item], on_event=hurry)
    shell.run(checker)
    shell.wait_due(1.0)
    shell.clock.advance(1.0)
    eventually(lambda: timed_out(log), {"a": 1.0})


@pytest.mark.parametrize("swallows", [False, True])
@pytest.mark.parametrize("later", [None, 60.0])
def test_a_check_that_was_told_to_end_has_timed_out_whatever_is_set_then(
    shell: Shell, later: float | None, swallows: bool
) -> None:
    """A task hears of its timeout; a thread does not, and goes on with more time."""
    log, seen, gate = EventLog(), [], threading.Event()

    async def in_task() -> bool:
        try:
            await shell.clock.sleep_async(50.0)
        finally:
            seen.append(True)
            checker.timeout = later
            while swallows and not gate.is_set():
                try:
                    await shell.clock.sleep_async(50.0)
                except BaseException:
                    pass
        return True

    def in_thread() -> bool:
        return gate.wait(20.0)

    item = shell.item("a", in_task if shell.cancels else in_thread)
    checker = shell.make([item], interval=100.0, timeout=2.0, on_event=log)
    shell.run(checker)
    shell.wait_started(item)
    wait_until(lambda: shell.clock.alarms[:1] == (2.0,))
    shell.clock.advance(2.0)
    shell.wait_results(log, 1)
    assert timed_out(log) == {"a": 2.0}
    assert "нет ответа за 2 с" in log.lines[0]
    assert len(seen) == shell.cancels
    gate.set()
    shell.clock.advance(50.0)
    wait_until(lambda: checker.snapshot().abandoned == ())


@pytest.mark.parametrize("option", ["interval", "timeout"])
@pytest.mark.parametrize("value", [0, -1, math.inf, math.nan, "5", True, [1]])
def test_a_bad_pace_is_refused_immediately_and_changes_nothing(
    shell: Shell, option: str, value: Any
) -> None:
    checker = shell.make([shell.item("a")], timeout=3.0, on_event=EventLog())
    for _ in range(2):  # at rest, and at work
        with pytest.raises((TypeError, ValueError), match=f"{option} is .*not"):
            setattr(checker, option, value)
        assert (checker.interval, checker.timeout) == (5.0, 3.0)
        assert (checker.snapshot().interval, checker.snapshot().timeout) == (5.0, 3.0)
        if not checker.snapshot().running:
            shell.run(checker)
            shell.wait_idle(checker, 1)
    shell.wait_due(5.0)


def test_an_interval_cannot_be_none(shell: Shell) -> None:
    checker = shell.make(on_event=EventLog())
    with pytest.raises(TypeError, match="interval"):
        checker.interval = None
    assert checker.interval == 5.0


def test_both_paces_from_many_threads_concurrently(shell: Shell) -> None:
    checker = shell.make([shell.item("a")], interval=1e6, on_event=EventLog())
    shell.run(checker)
    shell.wait_idle(checker, 1)

    def change(number: int) -> None:
        checker.interval = 1e6 + number
        checker.timeout = 100.0 + number

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(200)))
    due = checker.interval
    assert due != 1e6
    assert checker.timeout is not None
    shell.wait_due(due)
    assert checker.snapshot().pass_number == 1


# What a snapshot shows


def test_the_last_outcomes_the_newest_last_skips_included(shell: Shell) -> None:
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


def test_no_more_than_thirty_outcomes_are_kept(shell: Shell) -> None:
    assert RECENT == 30
    item = shell.item("a", *[False] * 5, *[True] * 27, False)
    checker = shell.make([item], on_event=EventLog())
    for _ in range(33):
        shell.check(checker)
    seen = checker.snapshot().items["a"]
    assert seen.recent == (*[Outcome.FAIL] * 2, *[Outcome.PASS] * 27, Outcome.FAIL)
    assert seen.checks == 33


def test_when_the_check_that_runs_now_began(shell: Shell) -> None:
    log = EventLog()
    item = shell.item("a", HANG)
    checker = shell.make([item, shell.item("b")], timeout=3.0, on_event=log)
    assert started_at(checker) is None
    shell.clock.advance(7.0)
    shell.run(checker)
    eventually_began(checker, "a", 7.0)
    eventually_began(checker, "b", None)
    shell.wait_due(10.0)
    shell.clock.advance(3.0)
    shell.wait_abandoned(checker, "a")
    seen = checker.snapshot()
    assert (seen.at, seen.items["a"].started_at, seen.items["a"].abandoned) == (10.0, 7.0, True)
    shell.stop(checker)
    assert started_at(checker) == 7.0
    shell.release(item)
    eventually_began(checker, "a", None)
    assert not checker.snapshot().items["a"].abandoned


def test_a_check_goes_on_for_an_id_that_was_removed_and_added_again(shell: Shell) -> None:
    log = EventLog()
    item, again = shell.item("a", HANG), shell.item("a")
    checker = shell.make([item], on_event=log)
    shell.run(checker)
    eventually_began(checker, "a", 0.0)
    shell.wait_started(item)  # or the worker would find it removed, and not ask it at all
    checker.remove("a")
    assert "a" not in checker.snapshot().items
    shell.clock.advance(1.0)
    checker.add(again)
    assert started_at(checker) == 0.0
    assert checker.snapshot().items["a"].recent == ()
    shell.release(item)
    eventually_began(checker, "a", None)
    shell.tick(checker, 4.0)
    shell.wait_ended(again)
    eventually(lambda: checker.snapshot().items["a"].recent, (Outcome.PASS,))


def test_a_check_that_waits_for_its_turn_has_not_started(shell: Shell) -> None:
    first, second = shell.item("first", HANG), shell.item("second")
    checker = shell.make([first, second], max_concurrent=1, in_one_shard=True, on_event=EventLog())
    shell.run(checker)
    eventually_began(checker, "first", 0.0)
    assert started_at(checker, "second") is None
    shell.release(first)


def test_the_snapshot_of_a_running_checker_can_be_sent(shell: Shell) -> None:
    item = shell.item("a", HANG)
    checker = shell.make(
        [item, shell.item("b", False)], timeout=3.0, language="en", on_event=EventLog()
    )
    shell.run(checker)
    eventually_began(checker, "a", 0.0)
    eventually(lambda: len(checker.snapshot().items["b"].recent), 1)
    seen = checker.snapshot()
    copy = pickle.loads(pickle.dumps(seen))
    assert isinstance(copy, Snapshot)
    assert (copy.language, copy.timeout, copy.interval, copy.at) == ("en", 3.0, 5.0, 0.0)
    assert copy.items["a"] == seen.items["a"]
    assert copy.items["b"].recent == (Outcome.FAIL,)
    shell.release(item)


def test_how_a_checker_looks_at_the_end_of_a_cell(shell: Shell) -> None:
    checker = shell.make([shell.item("<b>a</b>", "fail")], on_event=EventLog())
    shell.check(checker)
    assert checker._repr_html_() == checker.snapshot()._repr_html_()
    assert "&lt;b&gt;a&lt;/b&gt;" in checker._repr_html_()
    assert "not running, 1 items, pass 1" in repr(checker)


def test_the_plain_repr_leaves_the_mail_alone(local_shell: Shell) -> None:
    # It looks into the checker, and the shell of a cluster has a mailbox of its own.
    checker = local_shell.make([local_shell.item("a")], on_event=EventLog())
    checker._mailbox.send(Pace(2.0, None))
    assert repr(checker).endswith("Checker not running, 1 items, pass 0>")
    assert len(checker._mailbox) == 1
    checker.snapshot()
    assert len(checker._mailbox) == 0


def test_a_late_return_is_heard_with_its_pass(shell: Shell) -> None:
    log = EventLog()
    (item,) = hang(shell, "a")
    checker = shell.make([item], timeout=2.0, on_event=EventLog())
    checker.listen(log)
    shell.run(checker)
    shell.wait_due(2.0)
    shell.clock.advance(2.0)
    shell.wait_abandoned(checker, "a")
    shell.clock.advance(1.0)
    shell.release(item)
    wait_until(lambda: isinstance(log.events[-1], LateReturn))
    late = log.events[-1]
    assert (late.item_id, late.pass_number, late.late) == ("a", 1, 1.0)  # type: ignore[union-attr]
