"""The engine, walked through any history that hypothesis can think of."""

from collections.abc import Callable

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from checker_lab.core.checks import Check
from checker_lab.core.engine import Engine
from checker_lab.core.errors import CheckTimeoutError, SkipReason
from checker_lab.core.events import CheckEnded, Event, LateReturn, PassEnded, PassStarted
from checker_lab.core.examine import WORKS, Examination
from checker_lab.core.mail import (
    AddItem,
    CheckNow,
    CheckReturned,
    CheckStarted,
    Mail,
    Pace,
    RemoveItem,
    Start,
    Stop,
)
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome

IDS = [f"item {number}" for number in range(6)]
INTERVALS = [5.0, 2.0, 17.0]
TIMEOUTS = [None, 1.0, 3.0]
PACES = st.tuples(st.sampled_from(INTERVALS), st.sampled_from(TIMEOUTS))
CANCELLED = Examination(Outcome.PANIC, cancelled=True)


class Answer:
    """What a caller of check() got."""

    def __init__(self) -> None:
        self.results: tuple[CheckResult, ...] | None = None

    def send(self, item: tuple[CheckResult, ...], /) -> None:
        assert self.results is None, "answered twice"
        self.results = item

    def close(self) -> None:
        raise AssertionError("refused")


class EngineMachine(RuleBasedStateMachine):
    """Plays the shell, at random, and keeps accounts of its own. All times are halves of seconds,
    which floats hold exactly."""

    @initialize(
        timeout=st.sampled_from(TIMEOUTS),
        max_concurrent=st.integers(1, 3),
        max_abandoned=st.integers(0, 2),
        ahead=st.integers(0, 2),
    )
    def begin(
        self, timeout: float | None, max_concurrent: int, max_abandoned: int, ahead: int
    ) -> None:
        self.engine = Engine(
            interval=INTERVALS[0],
            timeout=timeout,
            max_concurrent=max_concurrent,
            max_abandoned=max_abandoned,
            ahead=ahead,
        )
        self.now = 100.0
        self.entries: dict[str, Entry] = {}
        self.queued: list[Check] = []
        self.working: dict[Check, float] = {}
        self.abandoned_at: list[Check] = []
        self.asked: list[Answer] = []
        self.answers: list[tuple[Answer, list[str]]] = []
        self.next_tick: float | None = None
        self.last_tick: float | None = None
        self.stop_at: float | None = None
        self.missed = 0
        self.expected: dict[int, list[str]] = {}
        self.results: dict[int, list[str]] = {}

    # What the world does

    @rule(item_id=st.sampled_from(IDS))
    def add_or_remove(self, item_id: str) -> None:
        if item_id in self.entries:
            entry = self.entries.pop(item_id)
            entry.removed = True
            self.post(RemoveItem(entry))
        else:
            entry = self.entries[item_id] = Entry(item_id, None)
            self.post(AddItem(entry))

    @rule()
    def run(self) -> None:
        if not self.engine.running and not self.engine.stopping:
            self.post(Start())
            self.next_tick, self.last_tick = self.now, None

    @rule(grace=st.sampled_from([0.0, 2.0]))
    def stop(self, grace: float) -> None:
        has_work = self.engine.has_work
        if has_work and grace and (self.next_tick is None or self.last_tick is None):
            self.begin_what_is_due(lambda: self.engine.handle([Stop(grace)], self.now))
        else:
            self.post(Stop(grace))
        if has_work:
            self.stop_at = min(
                self.now + grace, self.now + 2.0 if self.stop_at is None else self.stop_at
            )

    @rule()
    def check_now(self) -> None:
        self.asked.append(Answer())
        self.post(CheckNow(self.asked[-1]))

    @rule(interval=st.sampled_from(INTERVALS), timeout=st.sampled_from(TIMEOUTS))
    def change_pace(self, interval: float, timeout: float | None) -> None:
        is_new = interval != self.engine.interval
        self.post(Pace(interval, timeout))
        if is_new and self.next_tick is not None and self.last_tick is not None:
            self.next_tick = max(self.last_tick + interval, self.now)

    @rule(seconds=st.sampled_from([0.5, 1.0, 5.0, 17.0]))
    def let_time_pass(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def jump_to_the_next_moment(self) -> None:
        self.now = max(self.now, self.engine.wake_at() or self.now)

    # What the owner and the workers do

    @rule(pace=st.none() | PACES, obeys=st.booleans())
    def act_as_the_owner(
        self, pace: tuple[float, float | None] | None = None, obeys: bool = False
    ) -> None:
        engine = self.engine
        self.read()
        if engine.stopping:
            self.take_back(SkipReason.STOPPED)
        self.begin_what_is_due()
        is_end, timeout = self.is_stop_due, engine.timeout
        late = engine.late(self.now)
        assert set(late) == (set(engine.in_flight) if is_end else self.overdue)
        started_at = [self.working[check] for check in late if check in self.working]
        assert is_end or started_at == sorted(started_at)
        if pace is not None:
            self.change_pace(*pace)  # while tasks that were cancelled have not ended yet
        for check in late:
            if check in self.working:
                self.cut_off(check, None if is_end else timeout, obeys)
        if engine.workers <= 0:
            self.take_back(SkipReason.NO_WORKER)
        ready = engine.hand_out(self.now)
        self.queued += ready
        if engine.stopping and ready:
            assert len(self.queued) <= self.places_left(), "a check starts after a stop"
        if engine.stopping and not engine.in_flight:
            engine.end_run()
            self.next_tick = self.stop_at = None
        self.read()

    @property
    def is_stop_due(self) -> bool:
        if self.stop_at is None:
            return False
        return self.now >= self.stop_at or not (self.engine.in_flight or self.engine.waiting)

    def places_left(self) -> int:
        """How many more checks the workers can start before the end of a stop's grace period."""
        assert self.stop_at is not None
        over = self.now >= self.stop_at
        return 0 if over else max(self.engine.workers - len(self.working), 0)

    @property
    def overdue(self) -> set[Check]:
        """The checks that started a timeout ago and still run."""
        return {check for check, at in self.working.items() if self.is_too_late(at)}

    def begin_what_is_due(self, act: Callable[[], object] | None = None) -> None:
        """Let the engine begin the passes that are due; `act` must make it do so."""
        ticks = 0
        if self.next_tick is not None and not self.engine.stopping and self.now >= self.next_tick:
            missed = int((self.now - self.next_tick) // self.engine.interval)
            ticks = 1
            self.missed += missed
            self.next_tick += (missed + 1) * self.engine.interval
            self.last_tick = self.now
        self.read()
        (act or (lambda: self.engine.advance(self.now)))()
        events = self.read()
        started = [event for event in events if isinstance(event, PassStarted)]
        assert len(started) == ticks + len(self.asked), "a pass before its time, or none in it"
        for answer in self.asked:
            self.answers.append((answer, list(self.entries)))
        self.asked.clear()
        assert self.engine.missed_passes == self.missed

    def cut_off(self, check: Check, outlived: float | None, obeys: bool) -> None:
        """A check that has outlived its timeout has timed out, whatever comes afterwards."""
        started_at = self.working.pop(check)
        if obeys:
            self.post(CheckReturned(check, self.now, CANCELLED))
        else:
            self.engine.abandon(check, self.now)
            self.abandoned_at.append(check)
        is_late = outlived is not None or self.is_too_late(started_at)
        error = self.expect_one_result(check, is_late, Outcome.SKIPPED).error
        if isinstance(error, CheckTimeoutError):
            assert error.seconds == (outlived or self.engine.timeout)

    def take_back(self, reason: SkipReason) -> None:
        room = self.places_left() if reason is SkipReason.STOPPED else 0
        assert room == self.engine.room_in_stop(self.now, len(self.queued))
        queued, self.queued = self.queued[room:], self.queued[:room]
        for check in queued:
            self.engine.withdraw(check, self.now, reason)
            self.expect_one_result(check, False, Outcome.SKIPPED)

    @precondition(lambda self: self.queued and len(self.working) < self.engine.workers)
    @rule()
    def a_worker_takes_the_next(self) -> None:
        check = self.queued.pop(0)
        self.working[check] = self.now
        self.post(CheckStarted(check, self.now))

    @precondition(lambda self: self.working)
    @rule(data=st.data())
    def a_worker_comes_back(self, data: st.DataObject) -> None:
        check = data.draw(st.sampled_from(list(self.working)))
        started_at = self.working.pop(check)
        self.post(CheckReturned(check, self.now, WORKS))
        self.expect_one_result(check, self.is_too_late(started_at), Outcome.PASS)

    @precondition(lambda self: self.abandoned_at)
    @rule(data=st.data())
    def an_abandoned_check_comes_back(self, data: st.DataObject) -> None:
        check = data.draw(st.sampled_from(self.abandoned_at))
        self.abandoned_at.remove(check)
        self.post(CheckReturned(check, self.now, WORKS))
        (event,) = self.read()
        assert isinstance(event, LateReturn), "its result was reported when it was abandoned"

    # Accounts

    def post(self, mail: Mail) -> None:
        self.read()
        self.engine.handle([mail], self.now)

    def expect_one_result(self, check: Check, is_late: bool, otherwise: Outcome) -> CheckResult:
        ended = [event for event in self.read() if isinstance(event, CheckEnded)]
        (result,) = [event.result for event in ended]
        assert result.item_id == check.item_id
        assert result.outcome is (Outcome.TIMEOUT if is_late else otherwise)
        return result

    def is_too_late(self, started_at: float) -> bool:
        timeout = self.engine.timeout
        return timeout is not None and self.now >= started_at + timeout

    def read(self) -> list[Event]:
        events = self.engine.take_events()
        for event in events:
            if isinstance(event, PassStarted):
                assert event.items == len(self.entries)
                self.expected[event.pass_number] = list(self.entries)
            elif isinstance(event, CheckEnded):
                self.results.setdefault(event.result.pass_number, []).append(event.result.item_id)
            elif isinstance(event, PassEnded):
                ended = self.results.get(event.pass_number, [])
                assert set(self.expected.pop(event.pass_number)) <= set(ended), "an item was lost"
        for reply, results in self.engine.take_replies():
            reply.send(results)
        return events

    @invariant()
    def no_id_is_checked_twice_concurrently(self) -> None:
        if hasattr(self, "engine"):
            ids = [check.item_id for check in [*self.queued, *self.working, *self.abandoned_at]]
            assert len(ids) == len(set(ids))

    @invariant()
    def it_knows_when_the_running_checks_started(self) -> None:
        if hasattr(self, "engine"):
            started_at = {check.item_id: at for check, at in self.working.items()}
            gone = {check.item_id: check.started_at for check in self.abandoned_at}
            assert self.engine.started == started_at | gone

    @invariant()
    def the_limits_hold(self) -> None:
        if hasattr(self, "engine"):
            engine = self.engine
            assert len(self.working) <= engine.max_concurrent
            at_work = len(self.working) + len(self.abandoned_at)
            assert at_work <= engine.max_concurrent + engine.max_abandoned
            assert engine.abandoned_ids == tuple(check.item_id for check in self.abandoned_at)

    def teardown(self) -> None:
        """Let all come to its end: then every pass has ended, and everybody has an answer."""
        if not hasattr(self, "engine"):
            return
        for _ in range(len(IDS) * 2 + 3):
            self.act_as_the_owner()
            while self.queued and len(self.working) < self.engine.workers:
                self.a_worker_takes_the_next()
            for check in list(self.working):
                self.working.pop(check)
                self.post(CheckReturned(check, self.now, WORKS))
            for check in self.abandoned_at:
                self.post(CheckReturned(check, self.now, WORKS))
            self.abandoned_at.clear()
        self.stop(0.0)
        self.act_as_the_owner()
        assert not self.engine.has_work
        assert self.expected == {}, "a pass never ended"
        for answer, ids in self.answers:
            assert answer.results is not None, "a caller waits forever"
            assert [result.item_id for result in answer.results] == ids


TestEngine = EngineMachine.TestCase


def test_a_stop_with_grace_begins_the_first_pass_and_no_later_one() -> None:
    engine = Engine(
        interval=5.0, timeout=None, max_concurrent=1, max_abandoned=0, ahead=0, language="en"
    )
    engine.handle([Start(), Stop(1.0)], 0.0)
    assert engine.pass_number == 1
    engine.advance(5.0)
    assert engine.pass_number == 1

    engine.end_run()
    engine.handle([Start()], 10.0)
    engine.advance(10.0)
    # The owner was busy, so it hears of the stop after the next tick.
    engine.handle([Stop(1.0)], 16.0)
    assert engine.pass_number == 2
