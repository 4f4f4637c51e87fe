"""Ctrl-C in the middle of a call: at each of its lines in turn, and while it waits."""

import asyncio
import linecache
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import checker_lab
from checker_lab import AsyncChecker, Outcome, Stopped, ThreadedChecker
from checker_lab.testing import (
    HANG,
    AsyncScripted,
    EventLog,
    ManualClock,
    Scripted,
    wait_until,
    wait_until_async,
)
from tests.contract.shells import eventually
from tests.faults.tally import Tally

OURS = str(Path(checker_lab.__file__).parent)


class Interrupter:
    """Raises KeyboardInterrupt before the line `number` of checker_lab that this thread comes to.

    As a signal does: Python looks for signals between two steps of the main thread.
    """

    def __init__(self, number: int) -> None:
        self._lines_left = number
        self.where = ""

    def __call__(self, frame: FrameType, event: str, argument: object) -> Any:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line" and not self.where and not is_of_with(frame):
            self._lines_left -= 1
            if not self._lines_left:
                self.where = f"{frame.f_code.co_qualname}, line {frame.f_lineno}"
                raise KeyboardInterrupt
        return self


def is_of_with(frame: FrameType) -> bool:
    """Such a line comes again before the block is left, where Python looks for no signal."""
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    return line.lstrip().startswith(("with ", "async with "))


def interrupt(call: Callable[[], object], number: int) -> str:
    """Call it, and interrupt it at its line `number`; where that was, or "" if it came so far."""
    interrupter = Interrupter(number)
    before = sys.gettrace()
    sys.settrace(interrupter)
    try:
        call()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    return interrupter.where


class Case:
    """A checker in the state in which a call is interrupted, and what holds afterwards."""

    def __init__(self, running: bool) -> None:
        self.log = EventLog()
        self.clock = ManualClock()
        self.hung = Scripted("hung", HANG)
        self.good = Scripted("good")
        items = [self.good, self.hung] if running else [self.good]
        self.checker = ThreadedChecker(items, on_event=self.log, clock=self.clock)
        if running:
            self.checker.run()
            wait_until(lambda: self.hung.started)
            eventually(lambda: self.checker.snapshot().in_flight, 1)

    def end(self, tally: Tally, where: str) -> None:
        """Whatever was interrupted: a stop ends it, and a new run is as good as any."""
        checker = self.checker
        tally.expect(checker.stop(timeout=10.0).ended, f"the stop after {where}")
        tally.expect(not checker.snapshot().running, f"not running after {where}")
        self.hung.release()
        wait_until(lambda: not checker.snapshot().abandoned)
        ids = str(checker).split()
        checker.check()  # with it the pass of a check() that was interrupted comes to its end
        outcomes = [(result.item_id, result.outcome) for result in checker.check()]
        tally.same(outcomes, [(item_id, Outcome.PASS) for item_id in ids], f"check after {where}")
        ended = self.good.ended
        checker.run()
        wait_until(lambda: self.good.ended > ended)
        tally.expect(checker.stop(timeout=10.0).ended, f"the last stop after {where}")
        tally.expect(isinstance(self.log.events[-1], Stopped), f"the last event after {where}")
        wait_until(lambda: not at_work())


def at_work() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith("checker_lab")]


CALLS: dict[str, tuple[bool, Callable[[Case], Callable[[], object]]]] = {
    "stop() of a run": (True, lambda case: case.checker.stop),
    "stop() without a run": (False, lambda case: case.checker.stop),
    "check() in a run": (True, lambda case: case.checker.check),
    "check() without a run": (False, lambda case: case.checker.check),
    "run()": (False, lambda case: case.checker.run),
    "snapshot() in a run": (True, lambda case: case.checker.snapshot),
    "interval=": (True, lambda case: lambda: setattr(case.checker, "interval", 3.0)),
}
WAIT_FOR_CHECKS = {"check() in a run"}


@pytest.mark.parametrize("name", CALLS)
def test_at_every_line(name: str, tally: Tally) -> None:
    running, call_of = CALLS[name]
    places: list[str] = []
    while True:
        case = Case(running)
        call = call_of(case)
        if name in WAIT_FOR_CHECKS:
            case.hung.release()
        where = interrupt(call, len(places) + 1)
        if where:
            places.append(where)
        case.end(tally, where or "no interrupt")
        if not where:
            break
    assert len(places) > 3
    tally.note(f"{name} interrupted at {len(places)} lines")


def ctrl_c() -> None:
    """As from the keyboard: it wakes the main thread where it waits."""
    ident = threading.main_thread().ident
    assert ident is not None
    signal.pthread_kill(ident, signal.SIGINT)


@pytest.fixture
def ctrl_c_is_python_s() -> Any:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pthread_kill")


def interrupt_while_it_waits(call: Callable[[], object], is_waiting: Callable[[], bool]) -> None:
    def interrupt_then() -> None:
        wait_until(is_waiting)
        ctrl_c()

    thread = threading.Thread(target=interrupt_then)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        call()
    thread.join()


def main_waits_in(function: str) -> bool:
    """Is the main thread somewhere inside of this function, and deeper in `threading`?"""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    inner = frame is not None and frame.f_code.co_filename == threading.__file__
    while frame is not None:
        if frame.f_code.co_qualname == function:
            return inner
        frame = frame.f_back
    return False


@needs_signals
@pytest.mark.usefixtures("ctrl_c_is_python_s")
def test_while_stop_waits_for_its_grace(tally: Tally) -> None:
    """The stop goes on, the next one waits for the same end, and nothing is reported too early."""
    for _ in range(10):
        case = Case(running=True)
        checker = case.checker
        interrupt_while_it_waits(
            partial(checker.stop, grace=100.0),
            lambda: main_waits_in("ThreadedChecker.stop"),
        )
        tally.expect(checker.snapshot().running, "it still runs: a check has its grace")
        tally.same(checker.snapshot().in_flight, 1, "checks in flight")
        tally.expect(not checker.stop(grace=100.0, timeout=0.01).ended, "a report of the truth")
        tally.expect(not case.log.lines, f"lines too early: {case.log.lines}")
        case.hung.release()
        tally.expect(checker.stop(grace=100.0, timeout=10.0).ended, "the second stop")
        tally.same(case.log.lines, ["Проверки остановлены"], "lines")
        tally.same(case.hung.started, case.hung.ended, "checks that came to their end")
        case.end(tally, "a Ctrl-C in stop()")


def count_results(log: EventLog) -> int:
    return len(log.results)


def is_checking(item: Scripted) -> bool:
    return item.started > 0 and main_waits_in("Channel.receive")


@needs_signals
@pytest.mark.usefixtures("ctrl_c_is_python_s")
def test_while_check_waits(tally: Tally) -> None:
    for _ in range(10):
        item, log = Scripted("hung", HANG), EventLog()
        checker = ThreadedChecker([item, Scripted("good")], on_event=log)
        interrupt_while_it_waits(checker.check, partial(is_checking, item))
        tally.expect(not checker.snapshot().running, "no run")
        item.release()
        eventually(partial(count_results, log), 2)
        outcomes = [result.outcome for result in checker.check()]
        tally.same(outcomes, [Outcome.PASS, Outcome.PASS], "the next check")
        wait_until(lambda: not at_work())


@needs_signals
@pytest.mark.usefixtures("ctrl_c_is_python_s")
@pytest.mark.parametrize("what", ["stop", "check"])
def test_in_every_turn_of_the_event_loop(what: str, tally: Tally) -> None:
    """asyncio.run() cancels what it runs, and ends: so do the checks, with all that is promised."""
    turns = 0
    finished = False
    while not finished:
        log = EventLog()
        item = AsyncScripted("hung", lambda: asyncio.Event().wait(), True)
        checker = AsyncChecker([item, AsyncScripted("good")], timeout=600.0, on_event=log)

        async def main(
            checker: AsyncChecker = checker, item: Any = item, after: int = turns
        ) -> None:
            nonlocal finished
            checker.run()
            await wait_until_async(lambda: item.started)
            me = asyncio.current_task()
            assert me is not None
            # A Ctrl-C that comes when it is done hits asyncio.run() itself, and not the checker.
            call_after_turns(after, lambda: None if me.done() else ctrl_c())
            if what == "stop":
                await checker.stop()
            else:
                await asyncio.wait_for(checker.check(), 0.05)
            finished = after > 20

        try:
            asyncio.run(main())
        except (KeyboardInterrupt, TimeoutError):
            tally.expect(True, "an interrupt")
        turns += 1
        assert turns < 100, "it never came to its end"
        tally.expect(not checker.snapshot().running, f"a run after turn {turns}")
        tally.same(checker.snapshot().in_flight, 0, f"checks in flight after turn {turns}")
        tally.same(log.lines[-1:], ["Проверки остановлены"], f"the last line after turn {turns}")
        tally.same(sum(isinstance(event, Stopped) for event in log.events), 1, "stops")
        outcomes = [result.outcome for result in asyncio.run(checker.check())]
        tally.same(outcomes, [Outcome.PASS, Outcome.PASS], f"the next check after turn {turns}")
    assert turns > 20


def call_after_turns(turns: int, function: Callable[[], object]) -> None:
    """Call it in the event loop so many turns from now."""
    loop = asyncio.get_running_loop()
    if turns:
        loop.call_soon(call_after_turns, turns - 1, function)
    else:
        loop.call_soon(function)
