"""A shard as on its worker, here in the process of the test."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker_lab.cluster.commands import ShardSettings
from checker_lab.cluster.pickling import pack_item
from checker_lab.cluster.reports import Batch, LateCheck, ShardClosed
from checker_lab.cluster.worker.shard_runner import ShardRunner
from checker_lab.core.clock import SYSTEM_CLOCK
from checker_lab.testing import wait_until
from tests.cluster.items import Plain

STARTED = threading.Event()
GO_ON = threading.Event()


class Gated(Plain):
    """Hangs in this process until the test lets it go on."""

    def health(self) -> bool:
        STARTED.set()
        return GO_ON.wait(20.0)


@pytest.fixture
def runner() -> Iterator[ShardRunner]:
    """The runner of shard 7, in which the check of slot 0 hangs, and that of slot 1 has passed."""
    STARTED.clear()
    GO_ON.clear()
    made = ShardRunner(7, ShardSettings("threads", None, 4, 4), SYSTEM_CLOCK, None, lambda: None)
    made.add([0, 1], [pack_item(Gated("hung")), pack_item(Plain("well"))], immediately=False)
    made.start_pass(1)
    wait_until(lambda: STARTED.is_set() and made.outbox.pending)
    yield made
    GO_ON.set()
    wait_until(lambda: not made.look().abandoned)


def take_late(runner: ShardRunner) -> list[LateCheck]:
    batches: list[Batch] = []
    late: list[LateCheck] = []
    runner.outbox.take(100, batches, late)
    return late


def is_closed(runner: ShardRunner) -> bool:
    runner.look()
    return runner.is_closed


def close(runner: ShardRunner) -> None:
    """Close it, and take what is in its outbox."""
    runner.close(0.0)
    wait_until(lambda: is_closed(runner))
    take_late(runner)


def test_the_state_of_a_closed_shard_has_its_abandoned_checks(runner: ShardRunner) -> None:
    assert not runner.look().abandoned
    close(runner)
    assert runner.take_closed() == ShardClosed(7, [], [0])
    # The owner of the shard may hold the lock at the next look, which does not wait for it.
    with runner.guarded.lock, ThreadPoolExecutor(1) as pool:
        assert pool.submit(runner.look).result().abandoned == [0]
    assert runner.is_busy  # so the agent looks again soon


def test_a_pass_may_follow_before_the_owner_has_started_the_first(runner: ShardRunner) -> None:
    close(runner)
    assert runner.take_closed()
    with runner.guarded.lock:  # so its owner has to wait
        runner.start_pass(2)
        runner.start_pass(3)
    wait_until(lambda: runner.outbox.pending == 4)
    batches: list[Batch] = []
    runner.outbox.take(100, batches, [])
    assert {batch.pass_number for batch in batches} == {2, 3}
    close(runner)


def test_a_shard_is_not_closed_while_its_owner_has_a_pass_to_start(runner: ShardRunner) -> None:
    close(runner)
    assert runner.take_closed()
    with runner.guarded.lock:
        runner.start_pass(2)
        runner.close(0.0)
        assert not is_closed(runner)
        assert runner.is_busy
        assert runner.take_closed() is None
    close(runner)
    assert runner.take_closed() == ShardClosed(7, [], [0])


def test_a_late_return_is_reported_before_the_shard_is_closed(runner: ShardRunner) -> None:
    close(runner)
    GO_ON.set()
    wait_until(lambda: len(runner.mailbox))
    assert runner.take_closed() is None
    (late,) = take_late(runner)
    assert (late.shard, late.slot, late.pass_number) == (7, 0, 1)
    assert runner.take_closed() == ShardClosed(7, [], [0])
    assert not runner.look().abandoned
