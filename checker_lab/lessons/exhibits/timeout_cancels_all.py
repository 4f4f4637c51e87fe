"""One check is late, and all of them are called off."""

import asyncio
from typing import NamedTuple

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild
from checker_lab.tasks.timeouts import await_within

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Service(NamedTuple):
    """What is checked: it answers after `takes` seconds, and may take `timeout`."""

    id: str
    takes: float
    timeout: float

    async def health(self) -> bool:
        await asyncio.sleep(self.takes)
        return True


SERVICES = (Service("hung", takes=3600, timeout=1), Service("slow", takes=2, timeout=5))


class Broken:
    """A pass: a task for each service, each with a timeout of its own.

    Bug: to clean up after one timeout, all tasks are cancelled, those of other checks too: one
    hung service makes all of them look dead. In the wild: BerriAI/litellm#19541.
    """

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def run_pass(self) -> None:
        self._tasks = [
            asyncio.create_task(self._check(service), name=service.id) for service in SERVICES
        ]
        await asyncio.wait(self._tasks)

    async def _check(self, service: Service) -> None:
        try:
            await await_within(service.timeout, service.health)
            self.outcomes[service.id] = "pass"
        except CheckTimeoutError:
            self.outcomes[service.id] = "timeout"
            self._clean_up()

    def _clean_up(self) -> None:
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()


class Fixed(Broken):
    """The same.

    Fix: nothing is left to clean up. `asyncio.timeout()` has cancelled what was late, and only
    that.
    """

    def _clean_up(self) -> None:
        pass


async def run_pass(checker: Broken) -> None:
    await checker.run_pass()


def only_the_hung_one_timed_out(checker: Broken) -> bool:
    wanted = {"hung": "timeout", "slow": "pass"}
    assert checker.outcomes == wanted, f"the outcomes are {checker.outcomes}"
    return True


EXHIBIT = ScheduleExhibit(
    name="timeout_cancels_all",
    title="One timeout cancels all",
    question="One service hangs, the other answers in time. What are the two outcomes?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "BerriAI/litellm",
            "#19541",
            "When the health check of one model timed out, all tasks of the loop were cancelled, "
            "and every model was reported as unhealthy.",
        ),
    ),
    threads={"A": run_pass},
    invariant=only_the_hung_one_timed_out,
)
