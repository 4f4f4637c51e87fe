"""The checkers that shards are take an engine, and entries by mail."""

import pytest

from checker_lab import CheckResult
from checker_lab.cluster.worker.shard_engine import SlotEntry
from checker_lab.cluster.worker.shards import TaskShard, ThreadShard
from checker_lab.core.clock import SYSTEM_CLOCK
from checker_lab.core.engine import Engine
from checker_lab.core.mail import AddItem
from checker_lab.testing import EventLog
from tests.cluster.items import AsyncPlain, Plain


def assert_engine_is_guarded(shard: ThreadShard | TaskShard, engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="take the lock first"):
        _ = shard.guarded.value
    with shard.guarded.lock:
        assert shard.guarded.value.engine is engine
    assert str(shard) == ""


def item_ids(results: tuple[CheckResult, ...]) -> list[str]:
    return [result.item_id for result in results]


def test_a_shard_in_threads() -> None:
    engine = Engine()
    shard = ThreadShard(engine, SYSTEM_CLOCK, SYSTEM_CLOCK, EventLog())
    shard.mailbox.send(AddItem(SlotEntry(3, Plain("a"))))
    assert item_ids(shard.check()) == ["3"]
    assert_engine_is_guarded(shard, engine)


async def test_a_shard_in_tasks() -> None:
    engine = Engine()
    shard = TaskShard(engine, SYSTEM_CLOCK, SYSTEM_CLOCK, EventLog())
    shard.mailbox.send(AddItem(SlotEntry(3, AsyncPlain("a"))))
    assert item_ids(await shard.check()) == ["3"]
    assert_engine_is_guarded(shard, engine)
