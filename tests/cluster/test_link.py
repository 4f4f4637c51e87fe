"""A link to a scripted agent: the order of commands, heartbeats, and why a worker is lost."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from distributed.comm.core import CommClosedError

from checker_lab.cluster import link as module
from checker_lab.cluster.commands import AddItems, Command, StartPass
from checker_lab.cluster.dask import RemoteAgent
from checker_lab.cluster.link import Link
from checker_lab.cluster.listening_clock import ListeningClock
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.reports import WorkerReport
from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.testing import ManualClock, wait_until_async

EMPTY = WorkerReport([], [], [], [])


class FakeAgent:
    """Answers as the test says: a value, or an error to raise."""

    worker = "one"

    def __init__(self) -> None:
        self.created: bool | Exception | None = True
        self.executed: list[list[Command]] = []
        self.answer: float | Exception | None = 100.0
        self.reports: asyncio.Queue[WorkerReport | Exception | None] = asyncio.Queue()
        self.times: list[tuple[float, int]] = []
        self.is_removed = False
        self.may_execute = asyncio.Event()
        self.may_execute.set()

    async def create(self, follows_client: bool) -> Any:
        return answered(self.created)

    async def execute(self, now: float, commands: list[Command]) -> Any:
        await self.may_execute.wait()
        self.executed.append(commands)
        return answered(self.answer)

    async def collect(self, wait: float) -> Any:
        return answered(await self.reports.get())

    async def set_time(self, now: float, answered: int) -> None:
        self.times.append((now, answered))

    async def remove(self) -> None:
        self.is_removed = True


def answered(answer: object) -> object:
    if isinstance(answer, Exception):
        raise answer
    return answer


class Heard:
    """What a link has reported."""

    def __init__(self) -> None:
        self.reports: list[WorkerReport] = []
        self.losses: list[Loss] = []

    async def loss(self) -> Loss:
        await wait_until_async(lambda: self.losses)
        return self.losses[0]


def connect(
    agent: FakeAgent, heard: Heard, clock: Clock = SYSTEM_CLOCK, patience: float = 30.0
) -> Link:
    loop = asyncio.get_running_loop()
    return Link(
        cast(RemoteAgent, agent),
        loop,
        clock,
        ListeningClock(loop),
        patience,
        lambda _, report: heard.reports.append(report),
        lambda _, loss: heard.losses.append(loss),
    )


async def test_commands_keep_their_order_and_one_message_is_under_way() -> None:
    agent, heard = FakeAgent(), Heard()
    link = connect(agent, heard)
    agent.may_execute.clear()
    link.send(StartPass(0, 1))
    await wait_until_async(lambda: link.queued_passes(0) == 1 and not link._commands)
    link.send(StartPass(0, 2), StartPass(1, 2))
    link.send(StartPass(0, 3))
    assert (link.queued_passes(0), link.queued_passes(1)) == (3, 1)
    agent.may_execute.set()
    await wait_until_async(lambda: link.queued_passes(0) == 0)
    assert agent.executed == [
        [StartPass(0, 1)],
        [StartPass(0, 2), StartPass(1, 2), StartPass(0, 3)],
    ]
    link.close()
    await wait_until_async(lambda: agent.is_removed)


async def test_items_are_sent_in_messages_of_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 10)
    agent = FakeAgent()
    link = connect(agent, Heard())
    commands = [AddItems(0, [slot], [bytes(8)], immediately=False) for slot in range(4)]
    link.send(*commands)
    await wait_until_async(lambda: len(agent.executed) == 2)
    assert [len(each) for each in agent.executed] == [2, 2]
    link.close()
    await wait_until_async(lambda: agent.is_removed)


async def test_reports_arrive_and_questions_for_the_time_are_answered() -> None:
    agent, heard, clock = FakeAgent(), Heard(), ManualClock(start=7.0)
    link = connect(agent, heard, clock)
    agent.reports.put_nowait(EMPTY._replace(question=3))
    await wait_until_async(lambda: heard.reports and agent.times)
    assert agent.times == [(7.0, 3)]
    link.set_time(8.0)
    await wait_until_async(lambda: agent.times[1:] == [(8.0, 0)])
    link.close()
    await wait_until_async(lambda: agent.is_removed)


Break = Callable[[FakeAgent], object]


def create_nothing(agent: FakeAgent) -> None:
    agent.created = False


def lack_the_package(agent: FakeAgent) -> None:
    agent.created = ModuleNotFoundError("No module named 'checker_lab'")


@pytest.mark.parametrize(
    ("breaks", "loss"),
    [
        (create_nothing, Loss(LossKind.EXPIRED)),
        (lack_the_package, Loss(LossKind.NOT_INSTALLED)),
        (lambda agent: agent.reports.put_nowait(None), Loss(LossKind.EXPIRED)),
        (lambda agent: agent.reports.put_nowait(CommClosedError("gone")), Loss(LossKind.BROKEN)),
        (
            lambda agent: agent.reports.put_nowait(OSError("no route")),
            Loss(None, error="OSError: no route"),
        ),
    ],
)
async def test_a_worker_is_lost_for_a_reason(breaks: Break, loss: Loss) -> None:
    agent, heard = FakeAgent(), Heard()
    breaks(agent)
    link = connect(agent, heard)
    assert await heard.loss() == loss
    link.close()
    await wait_until_async(lambda: agent.is_removed)
    assert heard.losses == [loss]


async def test_a_worker_without_heartbeats_is_first_silent_and_then_lost() -> None:
    agent, heard = FakeAgent(), Heard()
    link = connect(agent, heard, patience=2.0)
    await wait_until_async(lambda: link.is_silent)
    assert not heard.losses
    assert await heard.loss() == Loss(LossKind.SILENT, 2.0)
    link.close()


async def test_a_closed_link_loses_nobody() -> None:
    agent, heard = FakeAgent(), Heard()
    link = connect(agent, heard)
    link.close()
    await wait_until_async(lambda: agent.is_removed)
    assert not heard.losses


async def test_the_offset_is_that_of_the_quickest_answer() -> None:
    link = connect(FakeAgent(), Heard())
    offsets = []
    for sent_at, received_at in ((0.0, 4.0), (10.0, 12.0), (20.0, 28.0)):
        link._measure_offset(sent_at, 100.0, received_at)
        offsets.append(link.offset)
    assert offsets == [4.0 - 100.0, 12.0 - 100.0, 12.0 - 100.0]
    link.close()
