"""An item that comes while checks run is checked once in each pass, and told of once."""

from collections import Counter
from functools import partial

from distributed import Client

from checker_lab.cluster import ClusterChecker
from checker_lab.testing import EventLog, ManualClock, wait_until
from tests.cluster.items import AsyncPlain, Plain
from tests.cluster.test_losses import ended


def test_what_comes_during_a_pass_is_in_the_next_and_only_once(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, [Plain("a"), AsyncPlain("b")], clock=clock, on_event=log)
    added = 0

    def add_one(event: object) -> None:
        nonlocal added
        if type(event).__name__ == "PassBegan":  # so this pass is under way
            added += 1
            checker.add((Plain, AsyncPlain)[added % 2](f"new {added}"))

    checker.listen(add_one)
    checker.run()
    wait_until(lambda: ended(log, 1))
    for number in (2, 3, 4, 5):
        clock.advance(5.0)
        wait_until(partial(ended, log, number))
    checker.stop()
    told = Counter((result.item_id, result.pass_number) for result in log.results)
    assert set(told.values()) == {1}
    assert {result.outcome.value for result in log.results} == {"pass"}
    assert [sum(number == each for _, each in told) for number in range(1, 6)] == [2, 3, 4, 5, 6]
