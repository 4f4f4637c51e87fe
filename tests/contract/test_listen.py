"""listen(): who gets which events."""

from typing import Any

import pytest

from checker_lab import LateReturn, Outcome, Stopped
from checker_lab.testing import EventLog, wait_until
from tests.contract.shells import Shell, eventually
from tests.contract.watching import hung_items, in_thread, pass_starts


def stopped(log: EventLog) -> int:
    return sum(isinstance(event, Stopped) for event in list(log.events))


def test_a_listener_gets_every_event_right_after_on_event(shell: Shell) -> None:
    received: list[tuple[str, Any]] = []
    checker = shell.make(
        [shell.item("a"), shell.item("b", False)],
        on_event=lambda event: received.append(("on_event", event)),
    )
    checker.listen(lambda event: received.append(("first", event)))
    checker.listen(lambda event: received.append(("second", event)))
    shell.run(checker)
    shell.wait_idle(checker, 1)
    shell.tick(checker, 5.0)
    shell.wait_idle(checker, 2)
    shell.stop(checker)
    assert [who for who, _ in received] == ["on_event", "first", "second"] * (len(received) // 3)
    events = [event for _, event in received]
    assert events[0::3] == events[1::3] == events[2::3]
    assert isinstance(events[-1], Stopped)
    assert len(events) == 3 * (2 * (1 + 2 + 1) + 1)


def test_a_listener_that_unsubscribed_gets_no_more_events(shell: Shell) -> None:
    log, stays = EventLog(), EventLog()
    checker = shell.make([shell.item("a")], on_event=EventLog())
    unsubscribe = checker.listen(log)
    checker.listen(stays)
    shell.check(checker)
    unsubscribe()
    shell.check(checker)
    assert len(log.events) == 3
    assert len(stays.events) == 6
    unsubscribe()
    shell.check(checker)
    assert (len(log.events), len(stays.events)) == (3, 9)


def test_each_unsubscribe_removes_one_of_two_equal_listeners(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make(on_event=EventLog())
    unsubscribe = checker.listen(log)
    checker.listen(log)
    shell.check(checker)
    assert len(log.events) == 4
    unsubscribe()
    unsubscribe()
    shell.check(checker)
    assert len(log.events) == 6


def test_another_thread_may_subscribe_during_a_run(shell: Shell) -> None:
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=EventLog())
    shell.run(checker)
    shell.wait_idle(checker, 1)
    in_thread(lambda: checker.listen(log))
    shell.tick(checker, 5.0)
    eventually(lambda: pass_starts(log), [5.0])


def test_a_listener_may_subscribe_another_and_unsubscribe_itself(shell: Shell) -> None:
    log = EventLog()
    was_called: list[bool] = []

    def curious(event: object) -> None:
        if not was_called:
            was_called.append(True)
            checker.listen(log)
            unsubscribe()

    checker = shell.make([shell.item("a")], on_event=EventLog())
    unsubscribe = checker.listen(curious)
    shell.check(checker)
    assert [type(event).__name__ for event in log.events] == ["CheckEnded", "PassEnded"]


def test_a_listener_that_raises_is_reported_once_a_run_and_the_others_go_on(
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
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 2
        assert all(line.startswith("слушатель вызвал ошибку") for line in lines)
        assert "ValueError: my listener" in lines[0]
        assert "SystemExit: 3" in lines[1]
    assert [result.outcome for result in log.results] == [Outcome.PASS] * 2
    assert stopped(log) == 2


@pytest.mark.parametrize("wrong", [None, "print", 7])
def test_listen_rejects_what_is_not_a_function_of_one_event(shell: Shell, wrong: Any) -> None:
    async def listener(event: object) -> None: ...

    checker = shell.make(on_event=EventLog())
    with pytest.raises(
        TypeError, match=f"a listener must be a function of one event, not {wrong!r}"
    ):
        checker.listen(wrong)
    with pytest.raises(TypeError, match="a listener must be a plain function"):
        checker.listen(listener)


def test_a_listener_gets_a_late_return_with_its_pass(shell: Shell) -> None:
    log = EventLog()
    (item,) = hung_items(shell, "a")
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
