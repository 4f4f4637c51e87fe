"""One check times out, and all checks are cancelled."""

import asyncio
from typing import NamedTuple

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect
from checker_lab.tasks.timeouts import await_within

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class TimedService(NamedTuple):
    """A service that answers after `takes` seconds; its check has `timeout` seconds."""

    id: str
    takes: float
    timeout: float

    async def health(self) -> bool:
        await asyncio.sleep(self.takes)
        return True


SERVICES = (TimedService("hung", takes=3600, timeout=1), TimedService("slow", takes=2, timeout=5))


class Broken:
    """A pass with one task per service, each with a timeout of its own.

    Bug: after one timeout the cleanup cancels all tasks, also those of the other checks: one hung
    service makes all services look dead. In the wild: BerriAI/litellm#19541.
    """

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def run_pass(self) -> None:
        self._tasks = [
            asyncio.create_task(self._check(service), name=service.id) for service in SERVICES
        ]
        await asyncio.wait(self._tasks)

    async def _check(self, service: TimedService) -> None:
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
    """The same, fixed.

    Fix: there is nothing to clean up. `await_within()`, by `asyncio.timeout()`, has cancelled the
    late check, and only that one.
    """

    def _clean_up(self) -> None:
        pass


async def run_pass(checker: Broken) -> None:
    await checker.run_pass()


def only_the_hung_one_timed_out(checker: Broken) -> bool:
    wanted = {"hung": "timeout", "slow": "pass"}
    return expect(checker.outcomes == wanted, "the outcomes are {0}", checker.outcomes)


EXHIBIT = ScheduleExhibit(
    name="timeout_cancels_all",
    english_title="One timeout cancels all",
    broken=Broken,
    fixed=Fixed,
    places=(
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
