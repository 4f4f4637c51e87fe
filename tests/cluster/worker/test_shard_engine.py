"""The engine of a shard: commands in their order, and no event for each check that passed."""

from checker_lab.cluster.commands import ShardSettings
from checker_lab.cluster.worker.shard_engine import ShardEngine, SlotEntry
from checker_lab.core.checks import Check, Pass
from checker_lab.core.events import CheckEnded, PassEnded, PassStarted
from checker_lab.core.mail import AddItem, CheckNow, CheckStarted, RemoveItem, Start
from checker_lab.core.results import Outcome

SETTINGS = ShardSettings("threads", None, 4, 4)

Passed = list[tuple[int, str, float, float]]


def engine_of(passed: Passed) -> ShardEngine:
    return ShardEngine(7, SETTINGS, lambda *numbers: passed.append(numbers))


def started_passes(engine: ShardEngine) -> list[int]:
    """How many items each pass had that has started."""
    return [event.items for event in engine.take_events() if isinstance(event, PassStarted)]


def test_a_check_that_passed_is_numbers_and_no_event() -> None:
    passed: Passed = []
    engine = engine_of(passed)
    entries = [SlotEntry(slot, object()) for slot in range(2)]
    engine.handle([*map(AddItem, entries), CheckNow(None)], 1.0)
    engine.advance(1.0)
    of = Pass(1, 2)
    for entry, outcome in zip(entries, (Outcome.PASS, Outcome.FAIL), strict=True):
        engine._conclude(entry, of, outcome, 1.0, 0.5)
    assert passed == [(1, "0", 1.0, 0.5)]
    events = [event for event in engine.take_events() if isinstance(event, CheckEnded | PassEnded)]
    assert [type(event) for event in events] == [CheckEnded, PassEnded]


def test_an_item_that_comes_after_a_start_is_no_part_of_its_pass() -> None:
    # Otherwise a hung check would keep that pass open, and no later item could be checked alone.
    engine = engine_of([])
    engine.handle([Start(), AddItem(SlotEntry(0, object()))], 1.0)
    engine.advance(1.0)
    assert started_passes(engine) == [0]
    assert [check.item_id for check in engine.hand_out(1.0)] == ["0"]


def test_items_that_are_sent_with_a_pass_are_part_of_it() -> None:
    engine = engine_of([])
    engine.handle([Start()], 1.0)
    engine.advance(1.0)
    engine.handle([CheckNow(None), AddItem(SlotEntry(0, object()))], 2.0)
    engine.advance(2.0)
    assert started_passes(engine) == [0, 1]


def test_an_item_that_is_removed_after_a_pass_was_ordered_is_part_of_it() -> None:
    engine, entry = engine_of([]), SlotEntry(0, object())
    engine.handle([AddItem(entry), Start(), RemoveItem(entry)], 1.0)
    engine.advance(1.0)
    assert started_passes(engine) == [1]


def test_the_state_has_checks_in_flight_and_abandoned_ones_by_slot() -> None:
    engine = engine_of([])
    engine.handle([AddItem(SlotEntry(slot, object())) for slot in (4, 9)], 1.0)
    engine.handle([Start()], 1.0)
    engine.advance(1.0)
    checks: list[Check] = engine.hand_out(1.0)
    engine.handle([CheckStarted(check, 1.5) for check in checks], 1.5)
    assert engine.is_busy
    engine.abandon(checks[1], 2.0)
    state = engine.state()
    assert (state.shard, state.in_flight, state.abandoned) == (7, 1, [9])
    assert state.started_at == [(4, 1.5), (9, 1.5)]
