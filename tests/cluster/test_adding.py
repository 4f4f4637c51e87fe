"""An item that is added while checks run is checked and reported once in each pass."""

from collections import Counter
from functools import partial

from distributed import Client

from checker_lab import Outcome
from checker_lab.cluster import ClusterChecker
from checker_lab.testing import EventLog, ManualClock, wait_until
from tests.cluster.items import AsyncPlain, Plain
from tests.cluster.passes import ended, engine_of


def test_an_item_added_during_a_pass_is_part_of_the_next(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, [Plain("a"), AsyncPlain("b")], clock=clock, on_event=log)
    added = 0

    def add_one(event: object) -> None:
        nonlocal added
        if type(event).__name__ == "PassStarted":  # so a pass is running
            added += 1
            checker.add((Plain, AsyncPlain)[added % 2](f"new {added}"))

    checker.listen(add_one)
    checker.run()
    wait_until(lambda: ended(log, 1))
    for number in (2, 3, 4, 5):
        clock.advance(5.0)
        wait_until(partial(ended, log, number))
    checker.stop()
    counts = Counter((result.item_id, result.pass_number) for result in log.results)
    assert set(counts.values()) == {1}
    assert {result.outcome.value for result in log.results} == {"pass"}
    assert [sum(number == each for _, each in counts) for number in range(1, 6)] == [2, 3, 4, 5, 6]


def test_slots_of_removed_items_are_used_again_and_never_too_early(
    client: Client,
) -> None:
    log, clock = EventLog(), ManualClock()
    kinds, works = (Plain, AsyncPlain), (True, False)
    made = [
        kinds[number % 2](f"{number} {works[number % 3 == 0]}", works[number % 3 == 0])
        for number in range(1000)
    ]
    there, coming = made[:100], made[100:]
    checker = ClusterChecker(client, there, shards=2, clock=clock, on_event=log)
    checker.run()
    for number in range(1, 31):
        wait_until(partial(ended, log, number))
        for _ in range(20):
            checker.remove(there.pop(0).id)
        for _ in range(20):
            there.append(coming.pop(0))
            checker.add(there[-1])
        clock.advance(5.0)
    wait_until(partial(ended, log, 31))
    assert list(checker.snapshot().items) == [item.id for item in there]
    checker.stop()
    # On a slow machine a new item may still wait for its first turn when the next pass starts.
    made_checks = [result for result in log.results if result.outcome is not Outcome.SKIPPED]
    assert made_checks
    assert all(str(r.outcome is Outcome.PASS) == r.item_id.split()[1] for r in made_checks)
    assert sum(len(shard.members) for shard in engine_of(checker).shards) <= 100 + 4 * 20


def test_slots_are_used_again_without_a_run(client: Client) -> None:
    checker = ClusterChecker(client, shards=2)
    for number in range(1000):
        checker.add(Plain(str(number)))
        checker.remove(str(number))
    assert not checker.snapshot().items
    assert sum(len(shard.members) for shard in engine_of(checker).shards) <= 2
